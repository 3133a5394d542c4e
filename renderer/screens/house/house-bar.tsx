/** The bar over every room: where one is, the link, the outbox, who sits here. */
import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconArrowsExchange,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDeviceDesktopExclamation,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconUser,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, translateFailure } from '#shared/failure.ts';
import { useOverdueCheck } from '../../state/display-checks.ts';
import { useBesideApart, useImagesApart } from '../../state/images-apart.ts';
import { useLink } from '../../state/link-store.ts';
import { type Place, usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { station } from '../../station/client.ts';
import { shell } from '../../station/shell.ts';
import { dateText } from '../../ui/time-text.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { HandOverDialog } from '../session/hand-over-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import classes from './house.module.css';

type NavScreen =
  | 'worklist'
  | 'tracking'
  | 'intake'
  | 'referrals'
  | 'statistics'
  | 'settings'
  | 'patients'
  | 'retention'
  | 'policies'
  | 'audit';

const navOf: Record<'reader' | 'clinic', readonly NavScreen[]> = {
  reader: ['worklist', 'referrals', 'statistics'],
  clinic: ['tracking', 'intake', 'referrals', 'statistics'],
};

export function HouseBar() {
  const { t } = useTranslation();
  const info = useSession((state) => state.info);
  const { place, go } = usePlace();
  const offices = useSession((state) => state.session?.member.offices) ?? [];
  const role = info?.role ?? 'reader';
  const administers = offices.includes('administrator');
  const keepsIndex = role === 'reader' && (administers || offices.includes('registrar'));
  const audits = offices.includes('auditor');
  const screens: readonly NavScreen[] = audits
    ? ['audit', 'settings']
    : [
        ...navOf[role],
        ...(keepsIndex ? (['patients'] as const) : []),
        ...(administers ? (['retention'] as const) : []),
        // The region's: a township's own administrator has no say in them.
        ...(administers && role === 'reader' ? (['policies'] as const) : []),
        'settings',
      ];
  const handsOver = role === 'reader' && !audits;
  const shown = audits && place.screen !== 'settings' ? 'audit' : place.screen;
  const [helping, setHelping] = useState(false);
  const [handingOver, setHandingOver] = useState(false);
  const openTownship = (): void => {
    if (shell?.hasTownship) void shell.openTownship();
  };
  useHotkeys({
    F1: () => go({ screen: screens[0] } as Place),
    F2: () => go({ screen: screens[1] } as Place),
    F3: () => screens[2] && go({ screen: screens[2] } as Place),
    F4: () => screens[3] && go({ screen: screens[3] } as Place),
    F5: () => screens[4] && go({ screen: screens[4] } as Place),
    F9: openTownship,
    'Ctrl+l': () => void station.session.lock(),
    'Ctrl+j': () => handsOver && setHandingOver(true),
    'Ctrl+/': () => setHelping((shown) => !shown),
  });
  return (
    <header className={classes.bar}>
      <Text fw={700} size="md" className={classes.product}>
        {t('product')}
      </Text>
      <Text size="sm" c="dimmed" truncate maw={220} title={info?.name ?? ''}>
        {info?.siteName ?? info?.region?.centre ?? info?.name}
      </Text>
      <Group gap={2} component="nav" wrap="nowrap">
        {screens.map((screen, index) => (
          <Button
            key={screen}
            size="compact-sm"
            variant={shown === screen ? 'light' : 'subtle'}
            color={shown === screen ? 'accent' : 'gray'}
            onClick={() => go({ screen } as Place)}
            {...(index < 5 ? { title: `F${index + 1}` } : {})}
            data-nav={screen}
          >
            {t(`nav.${screen}`)}
          </Button>
        ))}
      </Group>
      <div className={classes.space} />
      {shell?.hasTownship && (
        <Button size="compact-sm" variant="default" onClick={openTownship} title="F9">
          {t('nav.township')}
        </Button>
      )}
      {!audits && <DisplayNotice onOpen={() => go({ screen: 'settings' })} />}
      <LinkBadge />
      <Tooltip label={`${t('help.open')} Ctrl+/`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={() => setHelping(true)}
          aria-label={t('help.open')}
        >
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
      <PersonMenu onHandOver={handsOver ? () => setHandingOver(true) : null} />
      {handingOver && <HandOverDialog onClose={() => setHandingOver(false)} />}
      {helping && <HelpDialog onClose={() => setHelping(false)} />}
    </header>
  );
}

/** A monitor in use is due for its check: a sign in the bar, no more. */
function DisplayNotice({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const images = useImagesApart((state) => state.page);
  const beside = useBesideApart((state) => state.page);
  const due = useOverdueCheck(images, beside, Date.now());
  if (due === null) return null;
  const words = t('display.overdue', { date: dateText(due) });
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="yellow" onClick={onOpen} aria-label={words} data-display-overdue>
        <IconDeviceDesktopExclamation size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function LinkBadge() {
  const { t, i18n } = useTranslation();
  const { link, hearing } = useLink();
  const state = hearing ? (link?.state ?? 'connecting') : 'deaf';
  const words = state === 'deaf' ? t('link.deaf') : t(`link.${state}`);
  const linked = state === 'linked';
  const Icon = linked ? IconCloudCheck : state === 'connecting' ? IconCloudUp : IconCloudOff;
  const why = link?.why ? translateFailure(link.why, i18n.language as Language) : null;
  const details = [
    why?.message,
    why?.remedy,
    linked && link?.offsetMs !== null && link
      ? t('link.offset', { ms: Math.round(link.offsetMs ?? 0) })
      : null,
    state === 'lost' ? t('link.lostHint') : null,
  ].filter(Boolean);
  return (
    <Tooltip label={details.join(' · ') || words} multiline maw={320}>
      <span className={classes.link} data-state={state} role="status" aria-live="polite">
        <Icon size={17} aria-hidden />
        <span>{words}</span>
        {link !== null && link.outbox > 0 && (
          <span className={classes.outbox}>{t('link.outbox', { count: link.outbox })}</span>
        )}
      </span>
    </Tooltip>
  );
}

function PersonMenu(props: { onHandOver: (() => void) | null }) {
  const { t } = useTranslation();
  const { session, setSession } = useSession();
  if (!session) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconUser size={16} />}>
          {session.member.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLock size={16} />} onClick={() => void station.session.lock()}>
          {t('session.lock')}{' '}
          <Text span size="xs" c="dimmed">
            Ctrl+L
          </Text>
        </Menu.Item>
        {props.onHandOver && (
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={props.onHandOver} data-hand-over>
            {t('session.handOver')}{' '}
            <Text span size="xs" c="dimmed">
              Ctrl+J
            </Text>
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void station.session.signOut().then(() => setSession(null))}
        >
          {t('session.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
