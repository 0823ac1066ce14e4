/**
 * Value of the column 数据标识 in every synthetic row. It, and not the look of a number, is what makes a row recognisably
 * synthetic: keep the column wherever the rows go.
 */
export const SYNTHETIC_MARK = '合成'
