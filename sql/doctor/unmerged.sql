-- How many rows of a table are not the latest of their key?
SELECT
    toInt64((SELECT count() FROM rollup)) AS rollup_rows, toInt64((SELECT count() FROM rollup FINAL)) AS rollup_latest,
    toInt64((SELECT count() FROM reading)) AS reading_rows, toInt64((SELECT count() FROM reading FINAL)) AS reading_latest
