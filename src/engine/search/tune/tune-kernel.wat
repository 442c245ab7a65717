;; Finds for every shift how well the notes of a tune fit a salience matrix: dynamic programming over notes and frames.
;; A value is a 16-bit integer; 56 of them, one for each shift, stand side by side in seven vectors.
(module
  (memory (export "memory") 32)

  ;; Each note adds its attack strength at a frame to the best sum of the notes before, whose last frame is $min to $max
  ;; frames earlier. Returns the address of the sums after the last note: 112 bytes per frame, one value per shift.
  ;; $attacks: one byte per pitch, $stride bytes per frame. $notes: $count times three integers: the offset of the
  ;; note's pitch at the lowest shift in a frame's bytes, $min, $max. $a, $b: memory for the sums.
  (func (export "sums")
    (param $attacks i32) (param $frames i32) (param $stride i32) (param $notes i32) (param $count i32)
    (param $a i32) (param $b i32) (result i32)
    (local $note i32) (local $t i32) (local $u i32) (local $last i32) (local $at i32) (local $swap i32)
    (local $offset i32) (local $min i32) (local $max i32)
    (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $v4 v128) (local $v5 v128)
    (local $v6 v128)
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $note) (local.get $count)))
        (local.set $at (i32.add (local.get $notes) (i32.mul (local.get $note) (i32.const 12))))
        (local.set $offset (i32.load (local.get $at)))
        (local.set $min (i32.load offset=4 (local.get $at)))
        (local.set $max (i32.load offset=8 (local.get $at)))
        (local.set $t (i32.const 0))
        (block $end
          (loop $frame
            (br_if $end (i32.ge_u (local.get $t) (local.get $frames)))
            (local.set $v0 (v128.const i32x4 0 0 0 0))
            (local.set $v1 (v128.const i32x4 0 0 0 0))
            (local.set $v2 (v128.const i32x4 0 0 0 0))
            (local.set $v3 (v128.const i32x4 0 0 0 0))
            (local.set $v4 (v128.const i32x4 0 0 0 0))
            (local.set $v5 (v128.const i32x4 0 0 0 0))
            (local.set $v6 (v128.const i32x4 0 0 0 0))
            (if (i32.gt_u (local.get $note) (i32.const 0))
              (then
                (local.set $u (i32.sub (local.get $t) (local.get $max)))
                (if (i32.lt_s (local.get $u) (i32.const 0)) (then (local.set $u (i32.const 0))))
                (local.set $last (i32.sub (local.get $t) (local.get $min)))
                (block $passed
                  (loop $earlier
                    (br_if $passed (i32.gt_s (local.get $u) (local.get $last)))
                    (local.set $at (i32.add (local.get $a) (i32.mul (local.get $u) (i32.const 112))))
                    (local.set $v0 (i16x8.max_s (local.get $v0) (v128.load (local.get $at))))
                    (local.set $v1 (i16x8.max_s (local.get $v1) (v128.load offset=16 (local.get $at))))
                    (local.set $v2 (i16x8.max_s (local.get $v2) (v128.load offset=32 (local.get $at))))
                    (local.set $v3 (i16x8.max_s (local.get $v3) (v128.load offset=48 (local.get $at))))
                    (local.set $v4 (i16x8.max_s (local.get $v4) (v128.load offset=64 (local.get $at))))
                    (local.set $v5 (i16x8.max_s (local.get $v5) (v128.load offset=80 (local.get $at))))
                    (local.set $v6 (i16x8.max_s (local.get $v6) (v128.load offset=96 (local.get $at))))
                    (local.set $u (i32.add (local.get $u) (i32.const 1)))
                    (br $earlier)))))
            (local.set $u (i32.add (local.get $attacks)
              (i32.add (i32.mul (local.get $t) (local.get $stride)) (local.get $offset))))
            (local.set $at (i32.add (local.get $b) (i32.mul (local.get $t) (i32.const 112))))
            (v128.store (local.get $at) (i16x8.add (local.get $v0) (v128.load8x8_u (local.get $u))))
            (v128.store offset=16 (local.get $at) (i16x8.add (local.get $v1) (v128.load8x8_u offset=8 (local.get $u))))
            (v128.store offset=32 (local.get $at) (i16x8.add (local.get $v2) (v128.load8x8_u offset=16 (local.get $u))))
            (v128.store offset=48 (local.get $at) (i16x8.add (local.get $v3) (v128.load8x8_u offset=24 (local.get $u))))
            (v128.store offset=64 (local.get $at) (i16x8.add (local.get $v4) (v128.load8x8_u offset=32 (local.get $u))))
            (v128.store offset=80 (local.get $at) (i16x8.add (local.get $v5) (v128.load8x8_u offset=40 (local.get $u))))
            (v128.store offset=96 (local.get $at) (i16x8.add (local.get $v6) (v128.load8x8_u offset=48 (local.get $u))))
            (local.set $t (i32.add (local.get $t) (i32.const 1)))
            (br $frame)))
        (local.set $swap (local.get $a))
        (local.set $a (local.get $b))
        (local.set $b (local.get $swap))
        (local.set $note (i32.add (local.get $note) (i32.const 1)))
        (br $each)))
    (local.get $a)))
