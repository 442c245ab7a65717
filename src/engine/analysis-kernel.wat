;; Loops of the analysis, two 64-bit floats at a time. Each sum is added in the order of a plain loop, so that the results
;; have the same bits as those of JavaScript.
(module
  (memory (export "memory") 1)

  ;; Computes the power spectrum of a signal with a periodic Hann window from the spectrum of the signal.
  ;; $z: complex bins of two 32-bit floats each, from bin -1 to bin $count. $out: $count powers in 64-bit floats.
  ;; $count is even. The Hann window, 1/2 - cos/2 in time, turns X[k] into X[k]/2 - (X[k-1] + X[k+1])/4.
  (func (export "hannPower") (param $z i32) (param $out i32) (param $count i32)
    (local $end i32) (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $x v128) (local $y v128)
    (local.set $a (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $z))))
    (local.set $b (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $z))))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $two
      (local.set $c (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $z))))
      (local.set $d (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $z))))
      (local.set $x (f64x2.sub (local.get $b)
        (f64x2.mul (f64x2.add (local.get $a) (local.get $c)) (v128.const f64x2 0.5 0.5))))
      (local.set $y (f64x2.sub (local.get $c)
        (f64x2.mul (f64x2.add (local.get $b) (local.get $d)) (v128.const f64x2 0.5 0.5))))
      (local.set $x (f64x2.mul (local.get $x) (local.get $x)))
      (local.set $y (f64x2.mul (local.get $y) (local.get $y)))
      (v128.store (local.get $out)
        (f64x2.mul (v128.const f64x2 0.25 0.25)
          (f64x2.add
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $x) (local.get $y))
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $x) (local.get $y)))))
      (local.set $a (local.get $c))
      (local.set $b (local.get $d))
      (local.set $z (i32.add (local.get $z) (i32.const 16)))
      (br_if $two (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; Adds $count powers at $power to as many sums at $sums (64-bit floats), and writes them to $out as 32-bit floats.
  ;; Returns their total. $count is even.
  (func (export "addPowers") (param $power i32) (param $sums i32) (param $out i32) (param $count i32) (result f64)
    (local $end i32) (local $v v128) (local $total f64)
    (local.set $end (i32.add (local.get $power) (i32.shl (local.get $count) (i32.const 3))))
    (loop $two
      (local.set $v (v128.load (local.get $power)))
      (v128.store (local.get $sums) (f64x2.add (v128.load (local.get $sums)) (local.get $v)))
      (v128.store64_lane 0 (local.get $out) (f32x4.demote_f64x2_zero (local.get $v)))
      (local.set $total (f64.add (local.get $total) (f64x2.extract_lane 0 (local.get $v))))
      (local.set $total (f64.add (local.get $total) (f64x2.extract_lane 1 (local.get $v))))
      (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $two (i32.lt_u (local.tee $power (i32.add (local.get $power) (i32.const 16))) (local.get $end))))
    (local.get $total))

  ;; Computes, for each of $rows rows of a table, two sums of $terms products: of the even-numbered numbers of the row
  ;; with the even-numbered numbers at $x, and of the odd-numbered ones. All are 64-bit floats. $rows is even.
  (func (export "pairSums")
    (param $table i32) (param $x i32) (param $out i32) (param $rows i32) (param $terms i32)
    (local $width i32) (local $other i32) (local $at i32) (local $end i32) (local $stop i32)
    (local $a v128) (local $b v128) (local $v v128)
    (local.set $width (i32.shl (local.get $terms) (i32.const 4)))
    (local.set $stop (i32.add (local.get $out) (i32.shl (local.get $rows) (i32.const 4))))
    (loop $two
      (local.set $other (i32.add (local.get $table) (local.get $width)))
      (local.set $at (local.get $x))
      (local.set $end (i32.add (local.get $x) (local.get $width)))
      (local.set $a (v128.const f64x2 0 0))
      (local.set $b (v128.const f64x2 0 0))
      (loop $term
        (local.set $v (v128.load (local.get $at)))
        (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $v) (v128.load (local.get $table)))))
        (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $v) (v128.load (local.get $other)))))
        (local.set $table (i32.add (local.get $table) (i32.const 16)))
        (local.set $other (i32.add (local.get $other) (i32.const 16)))
        (br_if $term (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
      (v128.store (local.get $out) (local.get $a))
      (v128.store offset=16 (local.get $out) (local.get $b))
      (local.set $table (local.get $other))
      (br_if $two (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 32))) (local.get $stop)))))

  ;; Adds weighted sums of the powers at $power to the sums at $sums, one for each run of consecutive bins of a filter bank.
  ;; $runs, until $end: for each run three 32-bit integers, the bytes from $power to its first bin, the bytes of its
  ;; weights, which follow each other at $weights, and the bytes from $sums to its sum. All numbers are 64-bit floats. The
  ;; products with an even and with an odd place in the run are added up separately.
  (func (export "bankSums")
    (param $power i32) (param $weights i32) (param $runs i32) (param $end i32) (param $sums i32)
    (local $at i32) (local $bytes i32) (local $pairs i32) (local $v v128) (local $sum f64)
    (block $done
      (loop $run
        (br_if $done (i32.ge_u (local.get $runs) (local.get $end)))
        (local.set $at (i32.add (local.get $power) (i32.load (local.get $runs))))
        (local.set $bytes (i32.load offset=4 (local.get $runs)))
        (local.set $pairs (i32.add (local.get $weights) (i32.and (local.get $bytes) (i32.const -16))))
        (local.set $v (v128.const f64x2 0 0))
        (block $odd
          (loop $pair
            (br_if $odd (i32.ge_u (local.get $weights) (local.get $pairs)))
            (local.set $v (f64x2.add (local.get $v)
              (f64x2.mul (v128.load (local.get $weights)) (v128.load (local.get $at)))))
            (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (br $pair)))
        (local.set $sum (f64x2.extract_lane 0 (local.get $v)))
        (if (i32.and (local.get $bytes) (i32.const 8))
          (then
            (local.set $sum (f64.add (local.get $sum) (f64.mul (f64.load (local.get $weights)) (f64.load (local.get $at)))))
            (local.set $weights (i32.add (local.get $weights) (i32.const 8)))))
        (local.set $at (i32.add (local.get $sums) (i32.load offset=8 (local.get $runs))))
        (f64.store (local.get $at)
          (f64.add (f64.add (f64.load (local.get $at)) (local.get $sum)) (f64x2.extract_lane 1 (local.get $v))))
        (local.set $runs (i32.add (local.get $runs) (i32.const 12)))
        (br $run))))

  ;; Adds the number of sign changes within $samples signs to the count at $at. $signs: 64 bits, of which the last
  ;; $samples are used, rounded up to an even number; the first sign is the lowest bit. The 32-bit number after the count
  ;; is the sign before.
  (func $count (param $at i32) (param $signs i64) (param $samples i32)
    (local $changes i64)
    (local.set $signs (i64.shr_u (local.get $signs)
      (i64.extend_i32_u (i32.and (i32.const 62) (i32.sub (i32.const 64) (local.get $samples))))))
    (local.set $changes (i64.shl
      (i64.xor (local.get $signs)
        (i64.or (i64.shl (local.get $signs) (i64.const 1)) (i64.load32_u offset=4 (local.get $at))))
      (i64.extend_i32_u (i32.sub (i32.const 64) (local.get $samples)))))
    (i32.store (local.get $at)
      (i32.add (i32.load (local.get $at)) (i32.wrap_i64 (i64.popcnt (local.get $changes)))))
    (i64.store32 offset=4 (local.get $at)
      (i64.and (i64.const 1)
        (i64.shr_u (local.get $signs) (i64.extend_i32_u (i32.sub (local.get $samples) (i32.const 1)))))))

  ;; Counts the sign changes of a signal and of its first five differences, over $samples 32-bit floats at $in.
  ;; $state: for each order, a count and the last sign (32 bits each); then vectors of two 64-bit floats: the last two
  ;; samples, their differences of orders 1 to 4, and for orders 1 to 5 the threshold that is added before the sign is
  ;; taken, twice.
  (func (export "signChanges") (param $in i32) (param $samples i32) (param $state i32)
    (local $left i32) (local $block i32) (local $d v128) (local $e v128)
    (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $v4 v128)
    (local $s0 i64) (local $s1 i64) (local $s2 i64) (local $s3 i64) (local $s4 i64) (local $s5 i64)
    (local.set $v0 (v128.load offset=48 (local.get $state)))
    (local.set $v1 (v128.load offset=64 (local.get $state)))
    (local.set $v2 (v128.load offset=80 (local.get $state)))
    (local.set $v3 (v128.load offset=96 (local.get $state)))
    (local.set $v4 (v128.load offset=112 (local.get $state)))
    (block $done
      (loop $blocks
        (br_if $done (i32.eqz (local.get $samples)))
        (local.set $block (select (i32.const 64) (local.get $samples) (i32.gt_u (local.get $samples) (i32.const 64))))
        (local.set $samples (i32.sub (local.get $samples) (local.get $block)))
        (local.set $left (local.get $block))
        (loop $two
          (local.set $d (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $in))))
          (local.set $s0 (i64.or (i64.shr_u (local.get $s0) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt (local.get $d) (v128.const f64x2 0 0)))) (i64.const 62))))
          ;; The difference of order 1: each number minus the one before.
          (local.set $e (f64x2.sub (local.get $d)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 (local.get $v0) (local.get $d))))
          (local.set $v0 (local.get $d))
          (local.set $s1 (i64.or (i64.shr_u (local.get $s1) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt
              (f64x2.add (local.get $e) (v128.load offset=128 (local.get $state))) (v128.const f64x2 0 0)))) (i64.const 62))))
          ;; The difference of order 2: each number minus the one before.
          (local.set $d (f64x2.sub (local.get $e)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 (local.get $v1) (local.get $e))))
          (local.set $v1 (local.get $e))
          (local.set $s2 (i64.or (i64.shr_u (local.get $s2) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt
              (f64x2.add (local.get $d) (v128.load offset=144 (local.get $state))) (v128.const f64x2 0 0)))) (i64.const 62))))
          ;; The difference of order 3: each number minus the one before.
          (local.set $e (f64x2.sub (local.get $d)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 (local.get $v2) (local.get $d))))
          (local.set $v2 (local.get $d))
          (local.set $s3 (i64.or (i64.shr_u (local.get $s3) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt
              (f64x2.add (local.get $e) (v128.load offset=160 (local.get $state))) (v128.const f64x2 0 0)))) (i64.const 62))))
          ;; The difference of order 4: each number minus the one before.
          (local.set $d (f64x2.sub (local.get $e)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 (local.get $v3) (local.get $e))))
          (local.set $v3 (local.get $e))
          (local.set $s4 (i64.or (i64.shr_u (local.get $s4) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt
              (f64x2.add (local.get $d) (v128.load offset=176 (local.get $state))) (v128.const f64x2 0 0)))) (i64.const 62))))
          ;; The difference of order 5: each number minus the one before.
          (local.set $e (f64x2.sub (local.get $d)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 (local.get $v4) (local.get $d))))
          (local.set $v4 (local.get $d))
          (local.set $s5 (i64.or (i64.shr_u (local.get $s5) (i64.const 2))
            (i64.shl (i64.extend_i32_u (i64x2.bitmask (f64x2.lt
              (f64x2.add (local.get $e) (v128.load offset=192 (local.get $state))) (v128.const f64x2 0 0)))) (i64.const 62))))
          (local.set $in (i32.add (local.get $in) (i32.const 8)))
          (br_if $two (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 2))) (i32.const 0))))
        (call $count (i32.add (local.get $state) (i32.const 0)) (local.get $s0) (local.get $block))
        (call $count (i32.add (local.get $state) (i32.const 8)) (local.get $s1) (local.get $block))
        (call $count (i32.add (local.get $state) (i32.const 16)) (local.get $s2) (local.get $block))
        (call $count (i32.add (local.get $state) (i32.const 24)) (local.get $s3) (local.get $block))
        (call $count (i32.add (local.get $state) (i32.const 32)) (local.get $s4) (local.get $block))
        (call $count (i32.add (local.get $state) (i32.const 40)) (local.get $s5) (local.get $block))
        (br $blocks)))
    (v128.store offset=48 (local.get $state) (local.get $v0))
    (v128.store offset=64 (local.get $state) (local.get $v1))
    (v128.store offset=80 (local.get $state) (local.get $v2))
    (v128.store offset=96 (local.get $state) (local.get $v3))
    (v128.store offset=112 (local.get $state) (local.get $v4)))

  ;; Inserts a 64-bit float into a list in descending order, from $list to $last, if it exceeds the last number.
  (func $insert (param $value f64) (param $list i32) (param $last i32)
    (if (f64.gt (local.get $value) (f64.load (local.get $last)))
      (then
        (block $found
          (loop $next
            (br_if $found (i32.le_u (local.get $last) (local.get $list)))
            (br_if $found (f64.le (local.get $value) (f64.load (i32.sub (local.get $last) (i32.const 8)))))
            (f64.store (local.get $last) (f64.load (i32.sub (local.get $last) (i32.const 8))))
            (local.set $last (i32.sub (local.get $last) (i32.const 8)))
            (br $next)))
        (f64.store (local.get $last) (local.get $value)))))

  ;; Fills a list from $list to $last.
  (func $clear (param $list i32) (param $last i32)
    (loop $next
      (f64.store (local.get $list) (f64.const -inf))
      (br_if $next (i32.le_u (local.tee $list (i32.add (local.get $list) (i32.const 8))) (local.get $last)))))

  ;; Returns the mean of a list from $list to $last.
  (func $mean (param $list i32) (param $last i32) (param $count i32) (result f64)
    (local $sum f64)
    (loop $next
      (local.set $sum (f64.add (local.get $sum) (f64.load (local.get $list))))
      (br_if $next (i32.le_u (local.tee $list (i32.add (local.get $list) (i32.const 8))) (local.get $last))))
    (f64.div (local.get $sum) (f64.convert_i32_s (local.get $count))))

  ;; Writes the largest and the smallest of the $size 64-bit floats at $in to $out.
  (func $range (param $in i32) (param $size i32) (param $out i32)
    (local $end i32) (local $max v128) (local $min v128) (local $v v128)
    (local.set $max (v128.load64_splat (local.get $in)))
    (local.set $min (local.get $max))
    (local.set $end (i32.add (local.get $in) (i32.shl (i32.and (local.get $size) (i32.const -2)) (i32.const 3))))
    (block $done
      (loop $two
        (br_if $done (i32.ge_u (local.get $in) (local.get $end)))
        (local.set $v (v128.load (local.get $in)))
        (local.set $max (f64x2.pmax (local.get $max) (local.get $v)))
        (local.set $min (f64x2.pmin (local.get $min) (local.get $v)))
        (local.set $in (i32.add (local.get $in) (i32.const 16)))
        (br $two)))
    (if (i32.and (local.get $size) (i32.const 1))
      (then
        (local.set $v (v128.load64_splat (local.get $in)))
        (local.set $max (f64x2.pmax (local.get $max) (local.get $v)))
        (local.set $min (f64x2.pmin (local.get $min) (local.get $v)))))
    (f64.store (local.get $out)
      (f64.max (f64x2.extract_lane 0 (local.get $max)) (f64x2.extract_lane 1 (local.get $max))))
    (f64.store offset=8 (local.get $out)
      (f64.min (f64x2.extract_lane 0 (local.get $min)) (f64x2.extract_lane 1 (local.get $min)))))

  ;; Writes the means of the $count largest and of the $count smallest of the $size 64-bit floats at $in to $out.
  ;; $list: memory for 2 * $count numbers. $count is at most 8.
  (func (export "extremes") (param $in i32) (param $size i32) (param $count i32) (param $list i32) (param $out i32)
    (local $last i32) (local $negated i32) (local $lastNegated i32) (local $at i32) (local $end i32)
    (local $high f64) (local $low f64) (local $x f64) (local $v v128)
    (local $m0 v128) (local $m1 v128) (local $m2 v128) (local $m3 v128)
    (local $n0 v128) (local $n1 v128) (local $n2 v128) (local $n3 v128)
    (if (i32.eq (local.get $count) (i32.const 1))
      (then
        (call $range (local.get $in) (local.get $size) (local.get $out))
        (return)))
    (local.set $negated (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $last (i32.sub (local.get $negated) (i32.const 8)))
    (local.set $lastNegated (i32.add (local.get $last) (i32.shl (local.get $count) (i32.const 3))))
    (call $clear (local.get $list) (local.get $lastNegated))
    (local.set $high (f64.const -inf))
    (local.set $low (f64.const inf))
    ;; A bound without a branch per number: the $count largest numbers are at least the $count-th largest of the maxima
    ;; of eight groups. Nearly all numbers are then between the two bounds.
    (if (i32.ge_u (local.get $size) (i32.const 32))
      (then
        (local.set $m0 (v128.load offset=0 (local.get $in)))
        (local.set $n0 (local.get $m0))
        (local.set $m1 (v128.load offset=16 (local.get $in)))
        (local.set $n1 (local.get $m1))
        (local.set $m2 (v128.load offset=32 (local.get $in)))
        (local.set $n2 (local.get $m2))
        (local.set $m3 (v128.load offset=48 (local.get $in)))
        (local.set $n3 (local.get $m3))
        (local.set $at (i32.add (local.get $in) (i32.const 64)))
        (local.set $end (i32.add (local.get $in) (i32.shl (i32.and (local.get $size) (i32.const -8)) (i32.const 3))))
        (loop $eight
          (local.set $v (v128.load offset=0 (local.get $at)))
          (local.set $m0 (f64x2.pmax (local.get $m0) (local.get $v)))
          (local.set $n0 (f64x2.pmin (local.get $n0) (local.get $v)))
          (local.set $v (v128.load offset=16 (local.get $at)))
          (local.set $m1 (f64x2.pmax (local.get $m1) (local.get $v)))
          (local.set $n1 (f64x2.pmin (local.get $n1) (local.get $v)))
          (local.set $v (v128.load offset=32 (local.get $at)))
          (local.set $m2 (f64x2.pmax (local.get $m2) (local.get $v)))
          (local.set $n2 (f64x2.pmin (local.get $n2) (local.get $v)))
          (local.set $v (v128.load offset=48 (local.get $at)))
          (local.set $m3 (f64x2.pmax (local.get $m3) (local.get $v)))
          (local.set $n3 (f64x2.pmin (local.get $n3) (local.get $v)))
          (br_if $eight (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $end))))
        (call $insert (f64x2.extract_lane 0 (local.get $m0)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 1 (local.get $m0)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 0 (local.get $m1)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 1 (local.get $m1)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 0 (local.get $m2)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 1 (local.get $m2)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 0 (local.get $m3)) (local.get $list) (local.get $last))
        (call $insert (f64x2.extract_lane 1 (local.get $m3)) (local.get $list) (local.get $last))
        (call $insert (f64.neg (f64x2.extract_lane 0 (local.get $n0))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 1 (local.get $n0))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 0 (local.get $n1))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 1 (local.get $n1))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 0 (local.get $n2))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 1 (local.get $n2))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 0 (local.get $n3))) (local.get $negated) (local.get $lastNegated))
        (call $insert (f64.neg (f64x2.extract_lane 1 (local.get $n3))) (local.get $negated) (local.get $lastNegated))
        (local.set $high (f64.load (local.get $last)))
        (local.set $low (f64.neg (f64.load (local.get $lastNegated))))
        (call $clear (local.get $list) (local.get $lastNegated))))
    (local.set $at (local.get $in))
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $size) (i32.const 3))))
    (loop $next
      (block $between
        (if (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then
            (local.set $v (v128.load (local.get $at)))
            (br_if $between (i32.eqz (v128.any_true (v128.or
              (f64x2.ge (local.get $v) (f64x2.splat (local.get $high)))
              (f64x2.le (local.get $v) (f64x2.splat (local.get $low)))))))))
        (local.set $x (f64.load (local.get $at)))
        (if (f64.ge (local.get $x) (local.get $high))
          (then (call $insert (local.get $x) (local.get $list) (local.get $last))))
        (if (f64.le (local.get $x) (local.get $low))
          (then (call $insert (f64.neg (local.get $x)) (local.get $negated) (local.get $lastNegated))))
        (br_if $between (i32.eqz (i32.lt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end))))
        (local.set $x (f64.load offset=8 (local.get $at)))
        (if (f64.ge (local.get $x) (local.get $high))
          (then (call $insert (local.get $x) (local.get $list) (local.get $last))))
        (if (f64.le (local.get $x) (local.get $low))
          (then (call $insert (f64.neg (local.get $x)) (local.get $negated) (local.get $lastNegated)))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (f64.store (local.get $out) (call $mean (local.get $list) (local.get $last) (local.get $count)))
    (f64.store offset=8 (local.get $out)
      (f64.sub (f64.const 0) (call $mean (local.get $negated) (local.get $lastNegated) (local.get $count)))))

  ;; Filters $count 32-bit floats at $in by a first-order high-pass and three second-order sections in series. Each
  ;; output is written two samples late, because the second and the third section run one and two samples behind.
  ;; $state, in 64-bit floats: the factor of the high-pass, its last input and its level; gain, first and second
  ;; coefficient and the two states of the third section; the same of the first and second section, in pairs; the last
  ;; output of the first section, and that of the second.
  (func (export "bandLimit") (param $in i32) (param $out i32) (param $count i32) (param $state i32)
    (local $end i32) (local $keep f64) (local $before f64) (local $level f64) (local $x f64)
    (local $gainC f64) (local $firstC f64) (local $secondC f64) (local $c1 f64) (local $c2 f64)
    (local $inC f64) (local $outC f64)
    (local $gain v128) (local $first v128) (local $second v128) (local $s1 v128) (local $s2 v128)
    (local $v v128) (local $last v128)
    (local.set $keep (f64.load offset=0 (local.get $state)))
    (local.set $before (f64.load offset=8 (local.get $state)))
    (local.set $level (f64.load offset=16 (local.get $state)))
    (local.set $gainC (f64.load offset=24 (local.get $state)))
    (local.set $firstC (f64.load offset=32 (local.get $state)))
    (local.set $secondC (f64.load offset=40 (local.get $state)))
    (local.set $c1 (f64.load offset=48 (local.get $state)))
    (local.set $c2 (f64.load offset=56 (local.get $state)))
    (local.set $gain (v128.load offset=64 (local.get $state)))
    (local.set $first (v128.load offset=80 (local.get $state)))
    (local.set $second (v128.load offset=96 (local.get $state)))
    (local.set $s1 (v128.load offset=112 (local.get $state)))
    (local.set $s2 (v128.load offset=128 (local.get $state)))
    (local.set $last (v128.load offset=144 (local.get $state)))
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $x (f64.promote_f32 (f32.load (local.get $in))))
      (local.set $level (f64.mul (local.get $keep)
        (f64.add (local.get $level) (f64.sub (local.get $x) (local.get $before)))))
      (local.set $before (local.get $x))
      (local.set $inC (f64.mul (local.get $gainC) (f64x2.extract_lane 1 (local.get $last))))
      (local.set $outC (f64.add (local.get $inC) (local.get $c1)))
      (local.set $c1 (f64.sub
        (f64.add (f64.add (local.get $inC) (local.get $inC)) (local.get $c2))
        (f64.mul (local.get $firstC) (local.get $outC))))
      (local.set $c2 (f64.sub (local.get $inC) (f64.mul (local.get $secondC) (local.get $outC))))
      (f32.store (local.get $out) (f32.demote_f64 (local.get $outC)))
      (local.set $v (f64x2.mul (local.get $gain)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (f64x2.splat (local.get $level)) (local.get $last))))
      (local.set $last (f64x2.add (local.get $v) (local.get $s1)))
      (local.set $s1 (f64x2.sub
        (f64x2.add (f64x2.add (local.get $v) (local.get $v)) (local.get $s2))
        (f64x2.mul (local.get $first) (local.get $last))))
      (local.set $s2 (f64x2.sub (local.get $v) (f64x2.mul (local.get $second) (local.get $last))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $next (i32.lt_u (local.tee $in (i32.add (local.get $in) (i32.const 4))) (local.get $end))))
    (f64.store offset=8 (local.get $state) (local.get $before))
    (f64.store offset=16 (local.get $state) (local.get $level))
    (f64.store offset=48 (local.get $state) (local.get $c1))
    (f64.store offset=56 (local.get $state) (local.get $c2))
    (v128.store offset=112 (local.get $state) (local.get $s1))
    (v128.store offset=128 (local.get $state) (local.get $s2))
    (v128.store offset=144 (local.get $state) (local.get $last))))
