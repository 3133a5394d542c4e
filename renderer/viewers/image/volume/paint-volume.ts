/** Draws a block by rays on the graphics processor (WebGL 2), front to back, lit where its values change; frees all of it at the end. */
import type { Vector3 } from '#shared/measure/slice-plane.ts';
import type { Block } from './block.ts';
import { tableLength } from './transfer.ts';

export interface Ray {
  /** Of the screen, along the block's three axes. */
  readonly right: Vector3;
  readonly down: Vector3;
  readonly forward: Vector3;
  /** Millimetres of a device pixel. */
  readonly mmPerPixel: number;
}

export interface VolumePainter {
  readonly setTable: (table: Uint8Array) => void;
  /** Sizes the canvas in device pixels and draws. */
  readonly paint: (width: number, height: number, ray: Ray) => void;
  readonly destroy: () => void;
}

/** Longest side of a block that is drawn at a bearable speed also without a graphics card. */
export const longestSide = 256;

const vertexText = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const fragmentText = `#version 300 es
precision highp float;
precision highp sampler3D;
uniform sampler3D block;
uniform sampler2D table;
uniform vec3 size;
uniform vec3 right;
uniform vec3 down;
uniform vec3 forward;
uniform vec2 middle;
uniform float mmPerPixel;
uniform float stepMm;
out vec4 seen;
float valueAt(vec3 mm) { return texture(block, mm / size + 0.5).r; }
void main() {
  vec2 from = vec2(gl_FragCoord.x - middle.x, middle.y - gl_FragCoord.y) * mmPerPixel;
  vec3 start = from.x * right + from.y * down;
  vec3 inverse = 1.0 / (forward + vec3(equal(forward, vec3(0.0))) * 1e-6);
  vec3 one = (-0.5 * size - start) * inverse;
  vec3 other = (0.5 * size - start) * inverse;
  vec3 near = min(one, other);
  vec3 far = max(one, other);
  float at = max(max(near.x, near.y), near.z);
  float end = min(min(far.x, far.y), far.z);
  vec4 sum = vec4(0.0);
  for (int count = 0; count < 2048; count++) {
    if (at > end || sum.a > 0.98) break;
    vec3 place = start + at * forward;
    vec4 part = texture(table, vec2(valueAt(place), 0.5));
    if (part.a > 0.0) {
      vec3 slope = vec3(
        valueAt(place + vec3(stepMm, 0, 0)) - valueAt(place - vec3(stepMm, 0, 0)),
        valueAt(place + vec3(0, stepMm, 0)) - valueAt(place - vec3(0, stepMm, 0)),
        valueAt(place + vec3(0, 0, stepMm)) - valueAt(place - vec3(0, 0, stepMm)));
      float steepness = length(slope);
      float light = steepness < 0.004 ? 0.75 : 0.35 + 0.65 * abs(dot(slope / steepness, forward));
      float opacity = 1.0 - pow(1.0 - part.a, stepMm);
      sum += (1.0 - sum.a) * vec4(part.rgb * light, 1.0) * opacity;
    }
    at += stepMm;
  }
  seen = vec4(sum.rgb, 1.0);
}`;

/** Null where the graphics cannot: no WebGL 2, no room for the block, no program. `onLost`: they failed later on. */
export function createVolumePainter(
  canvas: HTMLCanvasElement,
  block: Block,
  onLost: () => void,
): VolumePainter | null {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, preserveDrawingBuffer: true });
  if (gl === null) return null;
  const leave = (): void => gl.getExtension('WEBGL_lose_context')?.loseContext();
  const longest = Math.max(block.columns, block.rows, block.layers);
  const program = longest > gl.getParameter(gl.MAX_3D_TEXTURE_SIZE) ? null : programOf(gl);
  if (program === null) {
    leave();
    return null;
  }
  const lost = (): void => onLost();
  canvas.addEventListener('webglcontextlost', lost);
  // Single bytes stand in rows of any length.
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  const blockTexture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_3D, blockTexture);
  smooth(gl, gl.TEXTURE_3D);
  const { columns, rows, layers, bytes, sizeMm } = block;
  gl.texImage3D(gl.TEXTURE_3D, 0, gl.R8, columns, rows, layers, 0, gl.RED, gl.UNSIGNED_BYTE, bytes);
  const tableTexture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, tableTexture);
  smooth(gl, gl.TEXTURE_2D);
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React, but of WebGL
  gl.useProgram(program);
  const place = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  gl.uniform1i(place('block'), 0);
  gl.uniform1i(place('table'), 1);
  gl.uniform3fv(place('size'), sizeMm);
  const stepMm = Math.min(sizeMm[0] / columns, sizeMm[1] / rows, sizeMm[2] / Math.max(1, layers - 1));
  // No more than the shader takes along the diagonal.
  gl.uniform1f(place('stepMm'), Math.max(stepMm, Math.hypot(...sizeMm) / 2000));

  return {
    setTable(table) {
      gl.activeTexture(gl.TEXTURE1);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, tableLength, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, table);
    },
    paint(width, height, ray) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.viewport(0, 0, width, height);
      gl.uniform2f(place('middle'), width / 2, height / 2);
      gl.uniform1f(place('mmPerPixel'), ray.mmPerPixel);
      gl.uniform3fv(place('right'), ray.right);
      gl.uniform3fv(place('down'), ray.down);
      gl.uniform3fv(place('forward'), ray.forward);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    destroy() {
      canvas.removeEventListener('webglcontextlost', lost);
      gl.deleteTexture(blockTexture);
      gl.deleteTexture(tableTexture);
      gl.deleteProgram(program);
      canvas.width = 0;
      canvas.height = 0;
      leave();
    },
  };
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, vertexText],
    [gl.FRAGMENT_SHADER, fragmentText],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) return null;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    // Kept by the program as long as that lives.
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null;
}

function smooth(gl: WebGL2RenderingContext, target: GLenum): void {
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(target, name, gl.LINEAR);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R])
    if (target === gl.TEXTURE_3D || name !== gl.TEXTURE_WRAP_R)
      gl.texParameteri(target, name, gl.CLAMP_TO_EDGE);
}
