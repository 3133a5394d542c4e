/** The test pattern over the whole monitor, with what to look for and what to measure beside it. */
import { Button, CloseButton, Group, SegmentedControl, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../../ui/use-hotkeys.ts';
import classes from './display.module.css';
import { EyeForm } from './eye-form.tsx';
import { LuminanceForm } from './luminance-form.tsx';
import { drawLuminancePatch, drawTestPattern } from './test-pattern.ts';

export function TestScreen({ monitor, onClose }: { monitor: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'look' | 'measure'>('look');
  const [level, setLevel] = useState(0);
  const [isWide, setWide] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  // Escape is left alone by screens under a dialog: it is heard here.
  useHotkeys({ h: () => setWide((wide) => !wide) });

  useEffect(() => {
    const shown = root.current;
    shown?.focus();
    // Refused where the browser is not asked by a hand: the pattern then fills the window.
    void shown?.requestFullscreen().catch(() => undefined);
    const follow = (): void => {
      if (document.fullscreenElement === null) onClose();
    };
    document.addEventListener('fullscreenchange', follow);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      if (document.fullscreenElement === shown && shown !== null)
        void document.exitFullscreen().catch(() => undefined);
    };
  }, [onClose]);

  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null) return;
    const draw = (): void => {
      // The monitor's own pixels: bars of one pixel are told apart on it or they are not.
      const width = Math.round(sheet.clientWidth * devicePixelRatio);
      const height = Math.round(sheet.clientHeight * devicePixelRatio);
      const context = sheet.getContext('2d', { alpha: false });
      if (context === null || width === 0 || height === 0) return;
      sheet.width = width;
      sheet.height = height;
      if (way === 'look') drawTestPattern(context, width, height);
      else drawLuminancePatch(context, { width, height }, level);
      sheet.dataset.pattern = way === 'look' ? 'test' : `level ${level}`;
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(sheet);
    return () => observer.disconnect();
  }, [way, level]);

  return createPortal(
    <div
      ref={root}
      className={classes.screen}
      role="dialog"
      aria-modal="true"
      aria-label={t('display.title')}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      data-test-screen={way}
    >
      <canvas ref={canvas} className={classes.pattern} />
      {!isWide && (
        <aside className={classes.side}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600}>{t('display.title')}</Text>
            <CloseButton onClick={onClose} aria-label={t('display.close')} title={t('display.close')} />
          </Group>
          <Text size="xs" c="dimmed" className="tabular">
            {monitor}
          </Text>
          <SegmentedControl
            fullWidth
            value={way}
            onChange={(value) => setWay(value as typeof way)}
            data={(['look', 'measure'] as const).map((value) => ({ value, label: t(`display.${value}`) }))}
            data-way
          />
          {way === 'look' ? (
            <EyeForm monitor={monitor} onKept={onClose} />
          ) : (
            <LuminanceForm monitor={monitor} onLevel={setLevel} onKept={onClose} />
          )}
          <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setWide(true)}>
            {t('display.wide')}
          </Button>
        </aside>
      )}
    </div>,
    document.body,
  );
}
