;; Conversion of samples, down-mix of stereo and polyphase filtering, four 32-bit floats at a time.
(module
  (memory (export "memory") 1)

  ;; Replaces samples that are not finite by 0 and limits the others to +-1e6. Reads $count samples at $at and writes
  ;; them back. $count is a multiple of 4. Returns the greatest magnitude of the samples that were written.
  (func (export "sanitize") (param $at i32) (param $count i32) (result f32)
    (local $end i32) (local $x v128) (local $peak v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $four
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $x (v128.load (local.get $at)))
        (local.set $x
          (f32x4.max (v128.const f32x4 -1e6 -1e6 -1e6 -1e6)
            (f32x4.min (v128.const f32x4 1e6 1e6 1e6 1e6)
              (v128.and (local.get $x)
                (f32x4.lt (f32x4.abs (local.get $x)) (v128.const f32x4 inf inf inf inf))))))
        (v128.store (local.get $at) (local.get $x))
        (local.set $peak (f32x4.pmax (local.get $peak) (f32x4.abs (local.get $x))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $four)))
    (call $greatest (local.get $peak)))

  ;; Converts $count samples at $in, signed integers of 16 bits, to floats from -1 to 1 at $out. $count is a multiple
  ;; of 4. Returns the greatest magnitude.
  (func (export "fromInt16") (param $in i32) (param $out i32) (param $count i32) (result f32)
    (local $end i32) (local $x v128) (local $peak v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $four
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $x
          (f32x4.mul (v128.const f32x4 0x1p-15 0x1p-15 0x1p-15 0x1p-15)
            (f32x4.convert_i32x4_s (v128.load16x4_s (local.get $in)))))
        (v128.store (local.get $out) (local.get $x))
        (local.set $peak (f32x4.pmax (local.get $peak) (f32x4.abs (local.get $x))))
        (local.set $in (i32.add (local.get $in) (i32.const 8)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br $four)))
    (call $greatest (local.get $peak)))

  ;; Greatest lane of a vector.
  (func $greatest (param $v v128) (result f32)
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.max (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; Mixes $frames interleaved stereo frames at $in to mono at $out, with the weights $left and $right.
  ;; Adds to the twelve floats at $sums: four partial sums each of left * left, right * right and left * right.
  ;; $frames is a multiple of 4.
  (func (export "mixStereo")
    (param $in i32) (param $out i32) (param $frames i32) (param $left f32) (param $right f32) (param $sums i32)
    (local $end i32) (local $a v128) (local $b v128) (local $l v128) (local $r v128)
    (local $ll v128) (local $rr v128) (local $lr v128)
    (local.set $ll (v128.load (local.get $sums)))
    (local.set $rr (v128.load offset=16 (local.get $sums)))
    (local.set $lr (v128.load offset=32 (local.get $sums)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $frames) (i32.const 2))))
    (block $done
      (loop $four
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $a (v128.load (local.get $in)))
        (local.set $b (v128.load offset=16 (local.get $in)))
        (local.set $l (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b)))
        (local.set $r (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
        (local.set $ll (f32x4.add (local.get $ll) (f32x4.mul (local.get $l) (local.get $l))))
        (local.set $rr (f32x4.add (local.get $rr) (f32x4.mul (local.get $r) (local.get $r))))
        (local.set $lr (f32x4.add (local.get $lr) (f32x4.mul (local.get $l) (local.get $r))))
        (v128.store (local.get $out)
          (f32x4.add
            (f32x4.mul (f32x4.splat (local.get $left)) (local.get $l))
            (f32x4.mul (f32x4.splat (local.get $right)) (local.get $r))))
        (local.set $in (i32.add (local.get $in) (i32.const 32)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br $four)))
    (v128.store (local.get $sums) (local.get $ll))
    (v128.store offset=16 (local.get $sums) (local.get $rr))
    (v128.store offset=32 (local.get $sums) (local.get $lr)))

  ;; Sum of the four lanes of two vectors.
  (func $sum (param $v v128) (param $w v128) (result f32)
    (local.set $v (f32x4.add (local.get $v) (local.get $w)))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.add (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; Computes $count outputs of a polyphase filter with $up phases, which advances $down inputs every $up outputs.
  ;; $x: first input of the first output. $bank: $up rows of $width bytes, a multiple of 32. $phase: row of the first
  ;; output. Outputs that are $up apart use the same row, so four of them are computed side by side. Each output is
  ;; summed in the same order, alone or with others, so that its bits do not depend on the other outputs.
  (func (export "filter")
    (param $x i32) (param $bank i32) (param $out i32) (param $width i32)
    (param $up i32) (param $down i32) (param $phase i32) (param $count i32)
    (local $i i32) (local $rows i32) (local $left i32) (local $stepX i32) (local $stepOut i32)
    (local $h i32) (local $end i32) (local $o i32) (local $x0 i32)
    (local $p0 i32) (local $p1 i32) (local $p2 i32) (local $p3 i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local $u v128) (local $v v128)
    (local.set $stepX (i32.shl (local.get $down) (i32.const 2)))
    (local.set $stepOut (i32.shl (local.get $up) (i32.const 2)))
    (local.set $rows (select (local.get $up) (local.get $count) (i32.lt_u (local.get $up) (local.get $count))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $i) (local.get $rows)))
        (local.set $x0 (local.get $x))
        (local.set $o (i32.add (local.get $out) (i32.shl (local.get $i) (i32.const 2))))
        ;; Outputs of this row: those at $i, $i + $up, $i + 2 $up, ...
        (local.set $left (i32.div_u
          (i32.sub (i32.add (local.get $count) (local.get $up)) (i32.add (local.get $i) (i32.const 1)))
          (local.get $up)))
        (block $noFour
          (loop $four
            (br_if $noFour (i32.lt_u (local.get $left) (i32.const 4)))
            (local.set $h (i32.add (local.get $bank) (i32.mul (local.get $phase) (local.get $width))))
            (local.set $end (i32.add (local.get $h) (local.get $width)))
            (local.set $p0 (local.get $x0))
            (local.set $p1 (i32.add (local.get $p0) (local.get $stepX)))
            (local.set $p2 (i32.add (local.get $p1) (local.get $stepX)))
            (local.set $p3 (i32.add (local.get $p2) (local.get $stepX)))
            (local.set $x0 (i32.add (local.get $p3) (local.get $stepX)))
            (local.set $a0 (v128.const f32x4 0 0 0 0))
            (local.set $a1 (v128.const f32x4 0 0 0 0))
            (local.set $a2 (v128.const f32x4 0 0 0 0))
            (local.set $a3 (v128.const f32x4 0 0 0 0))
            (local.set $b0 (v128.const f32x4 0 0 0 0))
            (local.set $b1 (v128.const f32x4 0 0 0 0))
            (local.set $b2 (v128.const f32x4 0 0 0 0))
            (local.set $b3 (v128.const f32x4 0 0 0 0))
            (loop $taps
              (local.set $u (v128.load (local.get $h)))
              (local.set $v (v128.load offset=16 (local.get $h)))
              (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $u) (v128.load (local.get $p0)))))
              (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $p0)))))
              (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $u) (v128.load (local.get $p1)))))
              (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $p1)))))
              (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $u) (v128.load (local.get $p2)))))
              (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $p2)))))
              (local.set $a3 (f32x4.add (local.get $a3) (f32x4.mul (local.get $u) (v128.load (local.get $p3)))))
              (local.set $b3 (f32x4.add (local.get $b3) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $p3)))))
              (local.set $p0 (i32.add (local.get $p0) (i32.const 32)))
              (local.set $p1 (i32.add (local.get $p1) (i32.const 32)))
              (local.set $p2 (i32.add (local.get $p2) (i32.const 32)))
              (local.set $p3 (i32.add (local.get $p3) (i32.const 32)))
              (br_if $taps (i32.lt_u (local.tee $h (i32.add (local.get $h) (i32.const 32))) (local.get $end))))
            (f32.store (local.get $o) (call $sum (local.get $a0) (local.get $b0)))
            (local.set $o (i32.add (local.get $o) (local.get $stepOut)))
            (f32.store (local.get $o) (call $sum (local.get $a1) (local.get $b1)))
            (local.set $o (i32.add (local.get $o) (local.get $stepOut)))
            (f32.store (local.get $o) (call $sum (local.get $a2) (local.get $b2)))
            (local.set $o (i32.add (local.get $o) (local.get $stepOut)))
            (f32.store (local.get $o) (call $sum (local.get $a3) (local.get $b3)))
            (local.set $o (i32.add (local.get $o) (local.get $stepOut)))
            (local.set $left (i32.sub (local.get $left) (i32.const 4)))
            (br $four)))
        (block $noOne
          (loop $one
            (br_if $noOne (i32.eqz (local.get $left)))
            (local.set $h (i32.add (local.get $bank) (i32.mul (local.get $phase) (local.get $width))))
            (local.set $end (i32.add (local.get $h) (local.get $width)))
            (local.set $p0 (local.get $x0))
            (local.set $x0 (i32.add (local.get $x0) (local.get $stepX)))
            (local.set $a0 (v128.const f32x4 0 0 0 0))
            (local.set $b0 (v128.const f32x4 0 0 0 0))
            (loop $taps
              (local.set $a0 (f32x4.add (local.get $a0)
                (f32x4.mul (v128.load (local.get $h)) (v128.load (local.get $p0)))))
              (local.set $b0 (f32x4.add (local.get $b0)
                (f32x4.mul (v128.load offset=16 (local.get $h)) (v128.load offset=16 (local.get $p0)))))
              (local.set $p0 (i32.add (local.get $p0) (i32.const 32)))
              (br_if $taps (i32.lt_u (local.tee $h (i32.add (local.get $h) (i32.const 32))) (local.get $end))))
            (f32.store (local.get $o) (call $sum (local.get $a0) (local.get $b0)))
            (local.set $o (i32.add (local.get $o) (local.get $stepOut)))
            (local.set $left (i32.sub (local.get $left) (i32.const 1)))
            (br $one)))
        ;; The next row: $down phases on, which is $down / $up inputs.
        (local.set $phase (i32.add (local.get $phase) (local.get $down)))
        (local.set $x (i32.add (local.get $x)
          (i32.shl (i32.div_u (local.get $phase) (local.get $up)) (i32.const 2))))
        (local.set $phase (i32.rem_u (local.get $phase) (local.get $up)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $row)))))
