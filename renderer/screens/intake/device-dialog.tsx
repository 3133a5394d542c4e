/** One device's settings: how its names are written, when its study is quiet, what it may, where it listens. */
import {
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedDevice } from '#shared/contract/devices.ts';
import { type DeviceCharacterSet, deviceCharacterSets } from '#shared/formats/dicom/encode-text.ts';

type Editable = Omit<ListedDevice, 'addedAt'>;

const fresh: Editable = {
  aet: '',
  host: '',
  name: '',
  characterSet: 'GB18030',
  quietMs: null,
  mayStore: true,
  mayQuery: true,
  listenPort: 0,
};

export function DeviceDialog(props: {
  device: ListedDevice | null;
  onClose: () => void;
  onKeep: (device: Editable) => void;
}) {
  const { t } = useTranslation();
  const { addedAt: _addedAt, ...known } = props.device ?? { ...fresh, addedAt: 0 };
  const [device, setDevice] = useState<Editable>(known);
  const change = (part: Partial<Editable>): void => setDevice((before) => ({ ...before, ...part }));
  const isNew = props.device === null;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(isNew ? 'devices.add' : 'devices.change')}
      size="lg"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onKeep({ ...device, aet: device.aet.trim(), host: device.host.trim() });
        }}
      >
        <Stack gap="md">
          <SimpleGrid cols={2}>
            <TextInput
              label={t('devices.aet')}
              required
              maxLength={16}
              disabled={!isNew}
              value={device.aet}
              onChange={(event) => change({ aet: event.currentTarget.value })}
              data-autofocus
            />
            <TextInput
              label={t('devices.address')}
              placeholder={t('devices.anyAddress')}
              disabled={!isNew}
              value={device.host}
              onChange={(event) => change({ host: event.currentTarget.value })}
            />
            <TextInput
              label={t('devices.name')}
              maxLength={64}
              value={device.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <Select
              label={t('devices.characterSet')}
              allowDeselect={false}
              value={device.characterSet}
              data={deviceCharacterSets.map((value) => ({ value, label: t(`devices.set.${value}`) }))}
              onChange={(value) => value && change({ characterSet: value as DeviceCharacterSet })}
            />
            <NumberInput
              label={t('devices.quietSeconds')}
              placeholder={t('devices.byModality')}
              min={0}
              max={3600}
              allowDecimal={false}
              value={device.quietMs === null ? '' : device.quietMs / 1000}
              onChange={(value) => change({ quietMs: typeof value === 'number' ? value * 1000 : null })}
            />
            <NumberInput
              label={t('devices.listenPort')}
              min={0}
              max={65535}
              allowDecimal={false}
              value={device.listenPort}
              onChange={(value) => change({ listenPort: Number(value) || 0 })}
            />
          </SimpleGrid>
          <Switch
            label={t('devices.mayStore')}
            checked={device.mayStore}
            onChange={(event) => change({ mayStore: event.currentTarget.checked })}
          />
          <Switch
            label={t('devices.mayQuery')}
            checked={device.mayQuery}
            onChange={(event) => change({ mayQuery: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" data-keep-device>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
