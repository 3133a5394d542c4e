/** Loads the viewers while the worklist is idle, so that the first case of a shift opens as fast as the hundredth. */
let warmed = false;

export function warmViewers(): void {
  if (warmed) return;
  warmed = true;
  const whenIdle = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1500));
  whenIdle(async () => {
    await import('../reading/reading-screen.tsx');
    await import('../reading/study-room.tsx');
    const [{ warmPainter }, { warmEngine }] = await Promise.all([
      import('../../viewers/ecg/paint/warm-painter.ts'),
      import('../../viewers/image/warm-engine.ts'),
      import('../reading/ecg-room.tsx'),
      import('../../viewers/image/image-viewer.tsx'),
    ]);
    warmPainter();
    await warmEngine();
  });
}
