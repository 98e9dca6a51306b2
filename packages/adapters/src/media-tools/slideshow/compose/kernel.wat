;; Resampling of 8-bit planes, 8 or 16 samples at a time, for views that only move and zoom: first
;; two source rows are blended into one (`vertical`), then its columns are (`horizontal`, or `mixed`
;; where two photos are on screen).
;;
;; Weights are 16-bit fractions of 32768 for `q15mulr_sat_s`, which answers (a * b + 0x4000) >> 15:
;; a + (b - a) * weight blends a and b.
;;
;; A column table has 48 bytes for every 8 columns: the offset of the first source sample (32 bits,
;; then 12 bytes of nothing), for each column the place of its left source sample relative to it
;; (8 bits, then 0x80, which makes `swizzle` answer zero: bytes become 16-bit numbers), and its
;; weight of the right source sample. The right one is next to the left one.
(module
  (import "env" "memory" (memory 1 65536 shared))

  (func $blend (param $a v128) (param $b v128) (param $weight v128) (result v128)
    (i16x8.add
      (local.get $a)
      (i16x8.q15mulr_sat_s (i16x8.sub (local.get $b) (local.get $a)) (local.get $weight))))

  ;; Eight columns out of a row, by one entry of a column table.
  (func $columns (param $row i32) (param $table i32) (result v128)
    (local $source v128) (local $places v128)
    (local.set $source (v128.load (i32.add (local.get $row) (i32.load (local.get $table)))))
    (local.set $places (v128.load offset=16 (local.get $table)))
    (call $blend
      (i8x16.swizzle (local.get $source) (local.get $places))
      (i8x16.swizzle
        (local.get $source)
        (i8x16.add (local.get $places) (i16x8.splat (i32.const 1))))
      (v128.load offset=32 (local.get $table))))

  (func $store8 (param $target i32) (param $samples v128)
    (v128.store64_lane 0
      (local.get $target)
      (i8x16.narrow_i16x8_u (local.get $samples) (local.get $samples))))

  ;; Blends `count` bytes of two rows, rounded up to 16.
  (func (export "vertical")
    (param $target i32) (param $upper i32) (param $lower i32) (param $weight i32) (param $count i32)
    (local $w v128) (local $a v128) (local $b v128) (local $end i32)
    (local.set $w (i16x8.splat (local.get $weight)))
    (local.set $end (i32.add (local.get $target) (local.get $count)))
    (loop $next
      (local.set $a (v128.load (local.get $upper)))
      (local.set $b (v128.load (local.get $lower)))
      (v128.store
        (local.get $target)
        (i8x16.narrow_i16x8_u
          (call $blend
            (i16x8.extend_low_i8x16_u (local.get $a))
            (i16x8.extend_low_i8x16_u (local.get $b))
            (local.get $w))
          (call $blend
            (i16x8.extend_high_i8x16_u (local.get $a))
            (i16x8.extend_high_i8x16_u (local.get $b))
            (local.get $w))))
      (local.set $upper (i32.add (local.get $upper) (i32.const 16)))
      (local.set $lower (i32.add (local.get $lower) (i32.const 16)))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))

  ;; Writes `count` columns, rounded up to 8.
  (func (export "horizontal")
    (param $target i32) (param $row i32) (param $table i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $count)))
    (loop $next
      (call $store8 (local.get $target) (call $columns (local.get $row) (local.get $table)))
      (local.set $table (i32.add (local.get $table) (i32.const 48)))
      (local.set $target (i32.add (local.get $target) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))

  ;; Like `horizontal` of two rows; `mix` has the 16-bit weight of the second for each column.
  (func (export "mixed")
    (param $target i32)
    (param $row i32) (param $table i32)
    (param $row2 i32) (param $table2 i32)
    (param $mix i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $count)))
    (loop $next
      (call $store8
        (local.get $target)
        (call $blend
          (call $columns (local.get $row) (local.get $table))
          (call $columns (local.get $row2) (local.get $table2))
          (v128.load (local.get $mix))))
      (local.set $table (i32.add (local.get $table) (i32.const 48)))
      (local.set $table2 (i32.add (local.get $table2) (i32.const 48)))
      (local.set $mix (i32.add (local.get $mix) (i32.const 16)))
      (local.set $target (i32.add (local.get $target) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $target) (local.get $end)))))
)
