;; Estimates of the dot products of one query with 64 rows of 8-bit codes, four rows and sixteen codes at a time.
;; A code is widened to 16 bits as it is loaded, multiplied by a 16-bit number of the query, and summed in 32 bits. Each
;; block of a vector has a scale of its own, so its sum becomes a float before the next block begins.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Bytes of a row: codes.ts compares this number with its own.
  (global (export "width") i32 (i32.const 1280))

  ;; Sums of the lanes of four vectors, in four lanes.
  (func $sums (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128)
    (local $ab v128) (local $cd v128)
    (local.set $ab (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $cd (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
    (i32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $ab) (local.get $cd))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $ab) (local.get $cd))))

  ;; Writes four arrays of 64 floats to $out, 256 bytes apart: the estimates over the first block, over the other blocks,
  ;; and the bounds on the errors of both.
  ;; $rows: the codes of 64 rows, for each four rows 16 codes of each of them and so on, so that memory is read in order.
  ;; $scales: for each four rows, eight times four scales and then eight times four errors,
  ;; one for each block and row. $query: the 16-bit numbers. $blocks: eight times the bytes of a block's codes, the scale
  ;; of the query's block, and the norm of the query's block, as three arrays; zero bytes end the blocks.
  (func (export "score")
    (param $rows i32) (param $scales i32) (param $query i32) (param $blocks i32) (param $out i32)
    (local $groups i32) (local $row i32) (local $q i32) (local $block i32) (local $end i32)
    (local $q1 v128) (local $q2 v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $estimate v128) (local $error v128)
    (local.set $groups (i32.const 16))
    (loop $group
      (local.set $row (local.get $rows))
      (local.set $q (local.get $query))
      (local.set $block (local.get $blocks))
      (local.set $estimate (v128.const i32x4 0 0 0 0))
      (local.set $error (v128.const i32x4 0 0 0 0))
      (loop $part
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (local.set $end (i32.add (local.get $row) (i32.shl (i32.load (local.get $block)) (i32.const 2))))
        (loop $sixteen
          (local.set $q1 (v128.load (local.get $q)))
          (local.set $q2 (v128.load offset=16 (local.get $q)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $q1) (v128.load8x8_s (local.get $row)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $q1) (v128.load8x8_s offset=16 (local.get $row)))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $q1) (v128.load8x8_s offset=32 (local.get $row)))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $q1) (v128.load8x8_s offset=48 (local.get $row)))))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $q2) (v128.load8x8_s offset=8 (local.get $row)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $q2) (v128.load8x8_s offset=24 (local.get $row)))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $q2) (v128.load8x8_s offset=40 (local.get $row)))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $q2) (v128.load8x8_s offset=56 (local.get $row)))))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (local.set $row (i32.add (local.get $row) (i32.const 64)))
          (br_if $sixteen (i32.lt_u (local.get $row) (local.get $end))))
        (local.set $estimate (f32x4.add (local.get $estimate)
          (f32x4.mul
            (f32x4.convert_i32x4_s (call $sums (local.get $a) (local.get $b) (local.get $c) (local.get $d)))
            (f32x4.mul (v128.load (local.get $scales)) (v128.load32_splat offset=32 (local.get $block))))))
        (local.set $error (f32x4.add (local.get $error)
          (f32x4.mul (v128.load offset=128 (local.get $scales)) (v128.load32_splat offset=64 (local.get $block)))))
        ;; The first block is summed apart from the others.
        (if (i32.eq (local.get $block) (local.get $blocks))
          (then
            (v128.store (local.get $out) (local.get $estimate))
            (v128.store offset=512 (local.get $out) (local.get $error))
            (local.set $estimate (v128.const i32x4 0 0 0 0))
            (local.set $error (v128.const i32x4 0 0 0 0))))
        (local.set $scales (i32.add (local.get $scales) (i32.const 16)))
        (local.set $block (i32.add (local.get $block) (i32.const 4)))
        (br_if $part (i32.load (local.get $block))))
      (v128.store offset=256 (local.get $out) (local.get $estimate))
      (v128.store offset=768 (local.get $out) (local.get $error))
      ;; Of the 256 bytes of scales and errors, the loop has passed 16 for each block.
      (local.set $scales (i32.sub (i32.add (local.get $scales) (i32.const 256))
        (i32.shl (i32.sub (local.get $block) (local.get $blocks)) (i32.const 2))))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $rows (i32.add (local.get $rows) (i32.const 5120)))
      (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
      (br_if $group (local.get $groups)))))
