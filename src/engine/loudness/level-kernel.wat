;; Loops of the level meter over interleaved samples, two channels at a time in 64-bit floats.
(module
  (memory (export "memory") 4)

  ;; Filters $frames frames of two channels with two second-order filters in series, and adds the squares of the result
  ;; to a sum for each channel. $in: first sample of the first channel; $stride: bytes from frame to frame.
  ;; $state: vectors of two 64-bit floats, one for each channel: the coefficients b0, b1, b2, a1, a2 of the first filter,
  ;; and a1, a2 of the second one, whose b are 1, -2, 1; then the last two inputs, the last two outputs of the first
  ;; filter, the last two outputs of the second filter, and the sums. Direct form I: only two operations depend on the
  ;; output before.
  (func (export "filterSquares")
    (param $in i32) (param $stride i32) (param $frames i32) (param $state i32)
    (local $x v128) (local $x1 v128) (local $x2 v128) (local $y v128) (local $y1 v128) (local $y2 v128)
    (local $z v128) (local $z1 v128) (local $z2 v128) (local $rise v128) (local $rise1 v128) (local $sum v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $a1 v128) (local $a2 v128)
    (local $c1 v128) (local $c2 v128)
    (local.set $b0 (v128.load (local.get $state)))
    (local.set $b1 (v128.load offset=16 (local.get $state)))
    (local.set $b2 (v128.load offset=32 (local.get $state)))
    (local.set $a1 (v128.load offset=48 (local.get $state)))
    (local.set $a2 (v128.load offset=64 (local.get $state)))
    (local.set $c1 (v128.load offset=80 (local.get $state)))
    (local.set $c2 (v128.load offset=96 (local.get $state)))
    (local.set $x1 (v128.load offset=112 (local.get $state)))
    (local.set $x2 (v128.load offset=128 (local.get $state)))
    (local.set $y1 (v128.load offset=144 (local.get $state)))
    (local.set $y2 (v128.load offset=160 (local.get $state)))
    (local.set $z1 (v128.load offset=176 (local.get $state)))
    (local.set $z2 (v128.load offset=192 (local.get $state)))
    (local.set $sum (v128.load offset=208 (local.get $state)))
    (local.set $rise1 (f64x2.sub (local.get $y1) (local.get $y2)))
    (block $done
      (loop $frame
        (br_if $done (i32.eqz (local.get $frames)))
        (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $in))))
        (local.set $y
          (f64x2.sub
            (f64x2.sub
              (f64x2.add
                (f64x2.mul (local.get $b0) (local.get $x))
                (f64x2.add (f64x2.mul (local.get $b1) (local.get $x1)) (f64x2.mul (local.get $b2) (local.get $x2))))
              (f64x2.mul (local.get $a2) (local.get $y2)))
            (f64x2.mul (local.get $a1) (local.get $y1))))
        (local.set $rise (f64x2.sub (local.get $y) (local.get $y1)))
        (local.set $z
          (f64x2.sub
            (f64x2.sub
              (f64x2.sub (local.get $rise) (local.get $rise1))
              (f64x2.mul (local.get $c2) (local.get $z2)))
            (f64x2.mul (local.get $c1) (local.get $z1))))
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (local.get $z) (local.get $z))))
        (local.set $x2 (local.get $x1))
        (local.set $x1 (local.get $x))
        (local.set $y2 (local.get $y1))
        (local.set $y1 (local.get $y))
        (local.set $rise1 (local.get $rise))
        (local.set $z2 (local.get $z1))
        (local.set $z1 (local.get $z))
        (local.set $in (i32.add (local.get $in) (local.get $stride)))
        (local.set $frames (i32.sub (local.get $frames) (i32.const 1)))
        (br $frame)))
    (v128.store offset=112 (local.get $state) (local.get $x1))
    (v128.store offset=128 (local.get $state) (local.get $x2))
    (v128.store offset=144 (local.get $state) (local.get $y1))
    (v128.store offset=160 (local.get $state) (local.get $y2))
    (v128.store offset=176 (local.get $state) (local.get $z1))
    (v128.store offset=192 (local.get $state) (local.get $z2))
    (v128.store offset=208 (local.get $state) (local.get $sum)))

  ;; Returns the greatest of the four numbers of a vector.
  (func $greatest (param $v v128) (result f32)
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.max (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; Writes two numbers for each $length samples at $in, until $end, to $out: their greatest magnitude; and, if it exceeds
  ;; $threshold, a bound of the signal between each of these samples and the next one of its channel, otherwise 0.
  ;; $length is a multiple of 4, and $stride the bytes from frame to frame. The bound is $margin times the greatest
  ;; magnitude of the two samples and of an estimate of the signal halfway between them, plus $curvature times the
  ;; difference of the estimate from their mean. $near, $next and $far: weights of the six samples around for the estimate.
  (func (export "bounds")
    (param $in i32) (param $end i32) (param $length i32) (param $out i32) (param $threshold f32) (param $stride i32)
    (param $near f32) (param $next f32) (param $far f32) (param $margin f32) (param $curvature f32)
    (local $start i32) (local $stop i32) (local $max v128) (local $here v128) (local $after v128) (local $pair v128)
    (local $halfway v128) (local $magnitude f32)
    (block $done
      (loop $part
        (br_if $done (i32.ge_u (local.get $in) (local.get $end)))
        (local.set $start (local.get $in))
        (local.set $stop (i32.add (local.get $in) (i32.shl (local.get $length) (i32.const 2))))
        (local.set $max (v128.const f32x4 0 0 0 0))
        (loop $four
          (local.set $max (f32x4.pmax (local.get $max) (f32x4.abs (v128.load (local.get $in)))))
          (br_if $four (i32.lt_u (local.tee $in (i32.add (local.get $in) (i32.const 16))) (local.get $stop))))
        (local.set $magnitude (call $greatest (local.get $max)))
        (f32.store (local.get $out) (local.get $magnitude))
        (local.set $max (v128.const f32x4 0 0 0 0))
        (if (f32.gt (local.get $magnitude) (local.get $threshold))
          (then
            (loop $four
              (local.set $here (v128.load (local.get $start)))
              (local.set $after (v128.load (i32.add (local.get $start) (local.get $stride))))
              (local.set $pair (f32x4.add (local.get $here) (local.get $after)))
              (local.set $halfway
                (f32x4.add
                  (f32x4.mul (f32x4.splat (local.get $near)) (local.get $pair))
                  (f32x4.add
                    (f32x4.mul (f32x4.splat (local.get $next))
                      (f32x4.add
                        (v128.load (i32.sub (local.get $start) (local.get $stride)))
                        (v128.load (i32.add (local.get $start) (i32.shl (local.get $stride) (i32.const 1))))))
                    (f32x4.mul (f32x4.splat (local.get $far))
                      (f32x4.add
                        (v128.load (i32.sub (local.get $start) (i32.shl (local.get $stride) (i32.const 1))))
                        (v128.load (i32.add (local.get $start) (i32.mul (local.get $stride) (i32.const 3)))))))))
              (local.set $max
                (f32x4.pmax (local.get $max)
                  (f32x4.add
                    (f32x4.mul (f32x4.splat (local.get $margin))
                      (f32x4.pmax (f32x4.abs (local.get $halfway))
                        (f32x4.pmax (f32x4.abs (local.get $here)) (f32x4.abs (local.get $after)))))
                    (f32x4.mul (f32x4.splat (local.get $curvature))
                      (f32x4.abs (f32x4.sub (local.get $halfway)
                        (f32x4.mul (local.get $pair) (v128.const f32x4 0.5 0.5 0.5 0.5))))))))
              (br_if $four (i32.lt_u (local.tee $start (i32.add (local.get $start) (i32.const 16))) (local.get $stop))))))
        (f32.store offset=4 (local.get $out) (call $greatest (local.get $max)))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (br $part)))))
