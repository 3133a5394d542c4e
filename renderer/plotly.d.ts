/** The basic bundle is the plotly.js API with fewer trace types. */
declare module 'plotly.js-basic-dist-min' {
  import Plotly from 'plotly.js';
  export default Plotly;
}
