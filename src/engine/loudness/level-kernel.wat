;; Loops of the level meter over interleaved samples, two channels at a time in 64-bit floats.
(module
  (memory (export "memory") 4)

  ;; Filters $frames frames of two channels with two second-order filters in series, and adds the squares of the result
  ;; to a sum for each channel. $in: first sample of the first channel; $stride: bytes from frame to frame. If $single is
  ;; not 0, only the first channel is read, and the second one is silent.
  ;; $state: vectors of two 64-bit floats, one for each channel: the coefficients b0, b1, b2, a1, a2 of the first filter
  ;; and of the second one, then the last two inputs, the last two outputs of the first filter, the last two outputs of
  ;; the second filter, and the sums. Direct form I: only two operations depend on the output before.
  (func (export "filterSquares")
    (param $in i32) (param $stride i32) (param $frames i32) (param $single i32) (param $state i32)
    (local $x v128) (local $x1 v128) (local $x2 v128) (local $y v128) (local $y1 v128) (local $y2 v128)
    (local $z v128) (local $z1 v128) (local $z2 v128) (local $sum v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $t1 v128) (local $t2 v128)
    (local $p0 v128) (local $p1 v128) (local $p2 v128) (local $q1 v128) (local $q2 v128)
    (local.set $s0 (v128.load (local.get $state)))
    (local.set $s1 (v128.load offset=16 (local.get $state)))
    (local.set $s2 (v128.load offset=32 (local.get $state)))
    (local.set $t1 (v128.load offset=48 (local.get $state)))
    (local.set $t2 (v128.load offset=64 (local.get $state)))
    (local.set $p0 (v128.load offset=80 (local.get $state)))
    (local.set $p1 (v128.load offset=96 (local.get $state)))
    (local.set $p2 (v128.load offset=112 (local.get $state)))
    (local.set $q1 (v128.load offset=128 (local.get $state)))
    (local.set $q2 (v128.load offset=144 (local.get $state)))
    (local.set $x1 (v128.load offset=160 (local.get $state)))
    (local.set $x2 (v128.load offset=176 (local.get $state)))
    (local.set $y1 (v128.load offset=192 (local.get $state)))
    (local.set $y2 (v128.load offset=208 (local.get $state)))
    (local.set $z1 (v128.load offset=224 (local.get $state)))
    (local.set $z2 (v128.load offset=240 (local.get $state)))
    (local.set $sum (v128.load offset=256 (local.get $state)))
    (block $done
      (loop $frame
        (br_if $done (i32.eqz (local.get $frames)))
        (local.set $x
          (f64x2.promote_low_f32x4
            (if (result v128) (local.get $single)
              (then (v128.load32_zero (local.get $in)))
              (else (v128.load64_zero (local.get $in))))))
        (local.set $y
          (f64x2.sub
            (f64x2.sub
              (f64x2.add
                (f64x2.mul (local.get $s0) (local.get $x))
                (f64x2.add (f64x2.mul (local.get $s1) (local.get $x1)) (f64x2.mul (local.get $s2) (local.get $x2))))
              (f64x2.mul (local.get $t2) (local.get $y2)))
            (f64x2.mul (local.get $t1) (local.get $y1))))
        (local.set $z
          (f64x2.sub
            (f64x2.sub
              (f64x2.add
                (f64x2.mul (local.get $p0) (local.get $y))
                (f64x2.add (f64x2.mul (local.get $p1) (local.get $y1)) (f64x2.mul (local.get $p2) (local.get $y2))))
              (f64x2.mul (local.get $q2) (local.get $z2)))
            (f64x2.mul (local.get $q1) (local.get $z1))))
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (local.get $z) (local.get $z))))
        (local.set $x2 (local.get $x1))
        (local.set $x1 (local.get $x))
        (local.set $y2 (local.get $y1))
        (local.set $y1 (local.get $y))
        (local.set $z2 (local.get $z1))
        (local.set $z1 (local.get $z))
        (local.set $in (i32.add (local.get $in) (local.get $stride)))
        (local.set $frames (i32.sub (local.get $frames) (i32.const 1)))
        (br $frame)))
    (v128.store offset=160 (local.get $state) (local.get $x1))
    (v128.store offset=176 (local.get $state) (local.get $x2))
    (v128.store offset=192 (local.get $state) (local.get $y1))
    (v128.store offset=208 (local.get $state) (local.get $y2))
    (v128.store offset=224 (local.get $state) (local.get $z1))
    (v128.store offset=240 (local.get $state) (local.get $z2))
    (v128.store offset=256 (local.get $state) (local.get $sum)))

  ;; Writes the greatest magnitude of each $length samples at $in to $out, until $end. $length is a multiple of 4.
  (func (export "magnitudes") (param $in i32) (param $end i32) (param $length i32) (param $out i32)
    (local $stop i32) (local $max v128)
    (block $done
      (loop $part
        (br_if $done (i32.ge_u (local.get $in) (local.get $end)))
        (local.set $stop (i32.add (local.get $in) (i32.shl (local.get $length) (i32.const 2))))
        (local.set $max (v128.const f32x4 0 0 0 0))
        (loop $four
          (local.set $max (f32x4.pmax (local.get $max) (f32x4.abs (v128.load (local.get $in)))))
          (br_if $four (i32.lt_u (local.tee $in (i32.add (local.get $in) (i32.const 16))) (local.get $stop))))
        (f32.store (local.get $out)
          (f32.max
            (f32.max (f32x4.extract_lane 0 (local.get $max)) (f32x4.extract_lane 1 (local.get $max)))
            (f32.max (f32x4.extract_lane 2 (local.get $max)) (f32x4.extract_lane 3 (local.get $max)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $part)))))
