/** How large the picture will be when a case opens, in CSS pixels, as far as that can be told before one is open. */

/** What stands around the pane: series strip and report beside it; banner, priors and tools above it. */
const strip = 144;
const report = { narrow: 380, wide: 460, wideFrom: 1800 };
const above = { bannerAndPriors: 125, oneRowOfTools: 41, twoRows: 81, twoRowsUpTo: 1300 };

/** Of a single pane in this window. A wrong guess shows nothing wrong: the first picture then comes a resizing later. */
export function expectedPaneSize(): { readonly width: number; readonly height: number } {
  const viewer = window.innerWidth - (window.innerWidth >= report.wideFrom ? report.wide : report.narrow);
  const tools = viewer <= above.twoRowsUpTo ? above.twoRows : above.oneRowOfTools;
  return {
    width: Math.max(320, viewer - strip),
    height: Math.max(240, window.innerHeight - above.bannerAndPriors - tools),
  };
}
