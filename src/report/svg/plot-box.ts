/** Where on a chart its data go, in units of the drawing; the rest is for labels. */
export interface PlotBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** All charts have one size, half as wide as a page. Labels fit also where a narrow screen makes them larger. */
export const plotBox: PlotBox = {
  width: 560,
  height: 264,
  left: 56,
  right: 546,
  top: 26,
  bottom: 218,
};
