;; Correlates two series of frames at many offsets. A frame consists of 16-bit integers.
(module
  (memory (export "memory") 16)

  ;; Writes the dot product of $query with $series from its start on, then from $step bytes on, and so on: $offsets
  ;; 32-bit integers at $out. $bytes: length of the query, a multiple of 32. $step: bytes of a frame.
  (func (export "correlate")
    (param $query i32) (param $bytes i32) (param $series i32) (param $step i32) (param $offsets i32) (param $out i32)
    (local $q i32) (local $p i32) (local $end i32) (local $stop i32) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $query) (local.get $bytes)))
    (local.set $stop (i32.add (local.get $out) (i32.shl (local.get $offsets) (i32.const 2))))
    (block $done
      (loop $offset
        (br_if $done (i32.ge_u (local.get $out) (local.get $stop)))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $q (local.get $query))
        (local.set $p (local.get $series))
        (block $whole
          (loop $next
            (br_if $whole (i32.ge_u (local.get $q) (local.get $end)))
            (local.set $a (i32x4.add (local.get $a)
              (i32x4.dot_i16x8_s (v128.load (local.get $q)) (v128.load (local.get $p)))))
            (local.set $b (i32x4.add (local.get $b)
              (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $q)) (v128.load offset=16 (local.get $p)))))
            (local.set $q (i32.add (local.get $q) (i32.const 32)))
            (local.set $p (i32.add (local.get $p) (i32.const 32)))
            (br $next)))
        (local.set $a (i32x4.add (local.get $a) (local.get $b)))
        (i32.store (local.get $out) (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
          (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $series (i32.add (local.get $series) (local.get $step)))
        (br $offset)))))
