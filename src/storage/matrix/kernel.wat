;; Dot products of one query with the upper halves of many packed rows, four numbers at a time.
;; A row is stored as the upper 16 bits of each float, so that a scan reads half the memory. One load brings eight of
;; them; seen as four 32-bit lanes, each lane holds an even-numbered one (low half) and an odd-numbered one (high half).
;; The query therefore stands in groups of eight: four even-numbered floats, then four odd-numbered ones.
;; Two rows go side by side: they share the query's loads, and their sums do not wait for each other.
(module
  (memory (export "memory") 4)

  ;; Sum of the four lanes.
  (func $sum (param $v v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.add (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; Writes, for each row, two floats to $out: the dot product over its first $split bytes and over the rest.
  ;; $rows, $query, $out: addresses. $width: bytes in a row. $count: rows, an even number.
  ;; $split and $width - $split are multiples of 16.
  (func (export "dots")
    (param $rows i32) (param $count i32) (param $width i32) (param $split i32) (param $query i32) (param $out i32)
    (local $a i32) (local $b i32) (local $q i32) (local $end i32) (local $stop i32)
    (local $even v128) (local $odd v128) (local $x v128) (local $y v128)
    (local $ax v128) (local $ay v128) (local $bx v128) (local $by v128)
    (local.set $a (local.get $rows))
    (local.set $stop (i32.add (local.get $rows) (i32.mul (local.get $count) (local.get $width))))
    (block $done
      (loop $pair
        (br_if $done (i32.ge_u (local.get $a) (local.get $stop)))
        (local.set $b (i32.add (local.get $a) (local.get $width)))
        (local.set $q (local.get $query))
        (local.set $end (i32.add (local.get $a) (local.get $split)))
        (loop $part
          (local.set $ax (v128.const f32x4 0 0 0 0))
          (local.set $ay (v128.const f32x4 0 0 0 0))
          (local.set $bx (v128.const f32x4 0 0 0 0))
          (local.set $by (v128.const f32x4 0 0 0 0))
          (block $whole
            (loop $eight
              (br_if $whole (i32.ge_u (local.get $a) (local.get $end)))
              (local.set $even (v128.load (local.get $q)))
              (local.set $odd (v128.load offset=16 (local.get $q)))
              (local.set $x (v128.load (local.get $a)))
              (local.set $y (v128.load (local.get $b)))
              (local.set $ax (f32x4.add (local.get $ax)
                (f32x4.mul (local.get $even) (i32x4.shl (local.get $x) (i32.const 16)))))
              (local.set $ay (f32x4.add (local.get $ay)
                (f32x4.mul (local.get $odd) (v128.and (local.get $x) (v128.const i32x4 0xffff0000 0xffff0000 0xffff0000 0xffff0000)))))
              (local.set $bx (f32x4.add (local.get $bx)
                (f32x4.mul (local.get $even) (i32x4.shl (local.get $y) (i32.const 16)))))
              (local.set $by (f32x4.add (local.get $by)
                (f32x4.mul (local.get $odd) (v128.and (local.get $y) (v128.const i32x4 0xffff0000 0xffff0000 0xffff0000 0xffff0000)))))
              (local.set $a (i32.add (local.get $a) (i32.const 16)))
              (local.set $b (i32.add (local.get $b) (i32.const 16)))
              (local.set $q (i32.add (local.get $q) (i32.const 32)))
              (br $eight)))
          (f32.store (local.get $out) (call $sum (f32x4.add (local.get $ax) (local.get $ay))))
          (f32.store offset=8 (local.get $out) (call $sum (f32x4.add (local.get $bx) (local.get $by))))
          (local.set $out (i32.add (local.get $out) (i32.const 4)))
          ;; After the first part comes the rest of the row; after the rest, $out has moved by 8: on to the next pair.
          (if (i32.and (local.get $out) (i32.const 4))
            (then
              (local.set $end (i32.add (local.get $a) (i32.sub (local.get $width) (local.get $split))))
              (br $part))))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (local.set $a (local.get $b))
        (br $pair)))))
