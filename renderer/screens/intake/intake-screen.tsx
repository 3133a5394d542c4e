/** Orders and arrivals at the township (journey steps 1 to 4): what came, what it belongs to, what was refused and why. */
import { Button, FileButton, Group, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure, type Language, translateFailure } from '#shared/failure.ts';
import { station, unwrap } from '../../station/client.ts';
import { gatherArrivals } from '../../station/gather-arrivals.ts';
import { sendArrival } from '../../station/send-arrival.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { ArrivalList } from './arrival-list.tsx';
import { DeviceList, useDevices } from './device-list.tsx';
import classes from './intake.module.css';
import { OrderDialog } from './order-dialog.tsx';
import { OrderList } from './order-list.tsx';
import { RefusalList } from './refusal-list.tsx';

/** Members of a zip that are named one by one. */
const mostNamed = 12;

export default function IntakeScreen() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [ordering, setOrdering] = useState(false);
  const arrivals = useQuery({
    queryKey: ['intake', 'arrivals'],
    queryFn: () => unwrap(station.intake.arrivals()),
    refetchInterval: 5000,
  });
  const orders = useQuery({
    queryKey: ['intake', 'orders'],
    queryFn: () => unwrap(station.intake.orders({ unjoinedOnly: true })),
    refetchInterval: 10_000,
  });
  const refusals = useQuery({
    queryKey: ['intake', 'refusals', false],
    queryFn: () => unwrap(station.intake.refusals({ settled: false })),
    refetchInterval: 10_000,
  });
  const devices = useDevices();
  useHotkeys({ F7: () => setOrdering(true) }, !ordering);

  const inLanguage = (given: Failure): Failure => translateFailure(given, i18n.language as Language);

  const importFiles = async (files: File[]): Promise<void> => {
    let received = 0;
    for (const file of await gatherArrivals(files)) {
      const { accepted, refused } = await sendArrival(file);
      received += accepted;
      const [first] = refused;
      if (first === undefined) continue;
      notifications.show({
        color: accepted > 0 ? 'yellow' : 'red',
        autoClose: false,
        title:
          refused.length === 1
            ? `${first.name}: ${inLanguage(first.failure).message}`
            : t('intake.membersRefused', { file: file.name, accepted, refused: refused.length }),
        message:
          refused.length === 1
            ? inLanguage(first.failure).remedy
            : refused
                .slice(0, mostNamed)
                .map(({ name, failure }) => `${name}: ${inLanguage(failure).message}`)
                .join('\n'),
        styles: { description: { whiteSpace: 'pre-line' } },
      });
    }
    if (received > 0)
      notifications.show({ color: 'teal', message: t('intake.uploaded', { count: received }) });
    await queries.invalidateQueries({ queryKey: ['intake'] });
  };

  return (
    <div className={classes.screen}>
      <Tabs defaultValue="arrivals" className={classes.tabs}>
        <div className={classes.head}>
          <Tabs.List>
            <Tabs.Tab value="arrivals">
              {t('intake.arrivals')} <Count of={arrivals.data?.length} />
            </Tabs.Tab>
            <Tabs.Tab value="orders">
              {t('intake.orders')} <Count of={orders.data?.length} />
            </Tabs.Tab>
            <Tabs.Tab value="refusals" data-refusals>
              {t('intake.refusals')} <Count of={refusals.data?.length} />
            </Tabs.Tab>
            <Tabs.Tab value="devices" data-devices>
              {t('devices.tab')} <Count of={devices.data?.rejected.length} />
            </Tabs.Tab>
          </Tabs.List>
          <Group gap="sm">
            <FileButton multiple onChange={(files) => void importFiles(files)}>
              {(props) => (
                <Button
                  {...props}
                  size="compact-md"
                  variant="default"
                  leftSection={<IconFileImport size={16} />}
                >
                  {t('intake.upload')}
                </Button>
              )}
            </FileButton>
            <Button
              size="compact-md"
              leftSection={<IconPlus size={16} />}
              onClick={() => setOrdering(true)}
              title="F7"
              data-new-order
            >
              {t('intake.newOrder')}
            </Button>
          </Group>
        </div>
        <Tabs.Panel value="arrivals" className={classes.panel}>
          <ArrivalList arrivals={arrivals.data ?? []} orders={orders.data ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="orders" className={classes.panel}>
          <OrderList orders={orders.data ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="refusals" className={classes.panel} keepMounted={false}>
          <RefusalList orders={orders.data ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="devices" className={classes.panel}>
          <DeviceList />
        </Tabs.Panel>
      </Tabs>
      {ordering && (
        <OrderDialog
          onClose={() => setOrdering(false)}
          onPlaced={(order) => {
            setOrdering(false);
            notifications.show({
              color: 'teal',
              message: t('intake.placed', { number: order.accessionNumber }),
            });
            void queries.invalidateQueries({ queryKey: ['intake'] });
          }}
        />
      )}
    </div>
  );
}

function Count({ of }: { of: number | undefined }) {
  return of ? <span className={classes.count}>{of}</span> : null;
}
