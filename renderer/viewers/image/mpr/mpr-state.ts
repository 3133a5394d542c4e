/** Where the three planes stand and how they are looked at: every change is a new state. */
import { add, scale, type Vector3 } from '#shared/measure/slice-plane.ts';
import type { PaneLook } from './pane-frame.ts';
import { normalOfPlane, type PlaneName, type Planes, planesAlong, turnAbout } from './planes.ts';
import type { SlabMode } from './reslice.ts';
import { indexAt, pointAt, stepAlong, type VolumeGrid } from './volume.ts';

export interface MprState {
  /** The point through which all three planes go, in mm of the patient. */
  readonly at: Vector3;
  readonly planes: Planes;
  readonly isTurned: boolean;
  readonly looks: Readonly<Record<PlaneName, PaneLook>>;
  readonly active: PlaneName;
  /** The pane that fills the viewer; null while all three stand. */
  readonly single: PlaneName | null;
  readonly slab: SlabMode;
  readonly thicknessMm: number;
  readonly window: { readonly lower: number; readonly upper: number };
  readonly invert: boolean;
}

export const thicknesses = [2, 3, 5, 8, 10, 15, 20, 30, 40, 60, 80, 100] as const;
export const slabModes: readonly SlabMode[] = ['single', 'mip', 'minip', 'mean'];
const plain: PaneLook = { zoom: 1, pan: [0, 0] };
const plainLooks = { axial: plain, coronal: plain, sagittal: plain } as const;

/** Planes along the volume through the voxel in its middle, or through the slice `k` it was entered from. */
export function startState(grid: VolumeGrid, k: number, look: Pick<MprState, 'window' | 'invert'>): MprState {
  return {
    at: pointAt(grid, [Math.floor(grid.columns / 2), Math.floor(grid.rows / 2), k]),
    planes: planesAlong(grid.axes),
    isTurned: false,
    looks: plainLooks,
    active: 'axial',
    single: null,
    slab: 'single',
    thicknessMm: 10,
    ...look,
  };
}

/** Moves the planes' common point; onto the nearest voxel's centre while no plane is turned, never out of the volume. */
export function moveTo(state: MprState, grid: VolumeGrid, point: Vector3): MprState {
  const index = indexAt(grid, point);
  const most = [grid.columns - 1, grid.rows - 1, grid.places.length - 1] as const;
  const within = index.map((value, axis) =>
    Math.max(0, Math.min(most[axis] ?? 0, value)),
  ) as unknown as Vector3;
  if (!state.isTurned) return { ...state, at: pointAt(grid, within.map(Math.round) as unknown as Vector3) };
  const isInside = index.every((value, axis) => value === within[axis]);
  return { ...state, at: isInside ? point : pointAt(grid, within) };
}

/** Moves a plane along its normal by so many steps, each of them one voxel where the plane lies along the volume. */
export function stepPlane(state: MprState, grid: VolumeGrid, plane: PlaneName, steps: number): MprState {
  // Radiologists count coronal planes from the front and sagittal ones from the right: as the patient's axes grow.
  const normal = forward(normalOfPlane(state.planes[plane]));
  return moveTo(state, grid, add(state.at, scale(normal, steps * stepAlong(grid, normal))));
}

/** Moves the point within a plane, by voxels to the screen's right and down. */
export function stepWithin(
  state: MprState,
  grid: VolumeGrid,
  plane: PlaneName,
  [right, down]: readonly [number, number],
): MprState {
  const lie = state.planes[plane];
  const across = scale(lie.right, right * stepAlong(grid, lie.right));
  return moveTo(state, grid, add(state.at, add(across, scale(lie.down, down * stepAlong(grid, lie.down)))));
}

export function turnPlanes(state: MprState, about: PlaneName, degrees: number): MprState {
  return { ...state, planes: turnAbout(state.planes, about, degrees), isTurned: true };
}

export function resetView(state: MprState, grid: VolumeGrid): MprState {
  const straight = { ...state, planes: planesAlong(grid.axes), isTurned: false, looks: plainLooks };
  return moveTo(straight, grid, state.at);
}

export function changeLook(
  state: MprState,
  plane: PlaneName,
  change: (look: PaneLook) => PaneLook,
): MprState {
  return { ...state, looks: { ...state.looks, [plane]: change(state.looks[plane]) } };
}

/** The slab next in order; a slab has the thickness that was chosen last. */
export function nextSlab(state: MprState): MprState {
  const at = slabModes.indexOf(state.slab);
  return { ...state, slab: slabModes[(at + 1) % slabModes.length] ?? 'single' };
}

/** Thicker or thinner by one step of the table. A single layer becomes a MIP: somebody who asks for thickness wants a slab. */
export function changeThickness(state: MprState, by: 1 | -1): MprState {
  if (state.slab === 'single') return { ...state, slab: 'mip' };
  const at = thicknesses.findIndex((mm) => mm >= state.thicknessMm);
  const next = Math.max(0, Math.min(thicknesses.length - 1, at + by));
  return { ...state, thicknessMm: thicknesses[next] ?? state.thicknessMm };
}

function forward(normal: Vector3): Vector3 {
  const largest = [...normal].sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? 1;
  return largest < 0 ? scale(normal, -1) : normal;
}
