/** 审计: who did what, searched a page at a time, with the proof that nothing was changed. The auditor's only room. */
import { Button, Center, Group, Loader, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconSearchOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditCursor, type AuditSearch, auditSearchSchema } from '#shared/contract/exchange/audit.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import classes from './audit.module.css';
import { AuditTable } from './audit-table.tsx';
import { ProofDesk } from './proof-desk.tsx';
import { SearchForm } from './search-form.tsx';

const everything: AuditSearch = auditSearchSchema.parse({});

export default function AuditScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useState(everything);
  /** Where each page that was turned begins; the newest page begins nowhere. */
  const [pages, setPages] = useState<readonly AuditCursor[]>([]);
  const [exported, setExported] = useState<{ from: AuditCursor | null; part: number }>({
    from: null,
    part: 1,
  });
  const before = pages.at(-1) ?? null;
  const status = useQuery({
    queryKey: ['audit', 'status'],
    queryFn: () => unwrap(station.audit.status()),
    refetchInterval: ({ state }) => (state.data?.walked == null ? 10_000 : 1_000),
  });
  const page = useQuery({
    // Every first page is an act that the record notes: it is asked for when a person asks.
    queryKey: ['audit', 'page', search, before],
    queryFn: () => unwrap(station.audit.search({ ...search, before })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const begin = (wanted: AuditSearch): void => {
    setSearch(wanted);
    setPages([]);
    setExported({ from: null, part: 1 });
    void queries.invalidateQueries({ queryKey: ['audit'] });
  };
  const older = (): void => {
    const next = page.data?.next ?? null;
    if (next !== null) setPages((turned) => [...turned, next]);
  };
  const newer = (): void => setPages((turned) => turned.slice(0, -1));
  useHotkeys({ 'Alt+PageDown': older, 'Alt+PageUp': newer });

  const takeOut = async (): Promise<void> => {
    try {
      const { file, records, next } = await unwrap(
        station.audit.exportFile({ ...search, before: exported.from }),
      );
      const day = new Date(exchangeNow()).toISOString().slice(0, 10);
      saveFile(file, `audit-${day}-${exported.part}.jsonl`, 'application/jsonl');
      notifications.show({
        color: 'teal',
        title: t('audit.exported', { count: records }),
        message: next === null ? t('audit.exportedHint') : t('audit.exportedMore'),
      });
      setExported(next === null ? { from: null, part: 1 } : { from: next, part: exported.part + 1 });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };

  return (
    <div className={classes.screen} data-audit>
      <aside className={classes.side}>
        <ProofDesk status={status} />
      </aside>
      <section className={classes.desk}>
        <SearchForm acts={status.data?.acts ?? []} onSearch={begin} />
        <div className={classes.rows}>
          {page.error && <FailureNote failure={failureOf(page.error)} onRetry={() => void page.refetch()} />}
          {page.isPending && (
            <Center p="xl">
              <Loader />
            </Center>
          )}
          {page.data &&
            (page.data.rows.length === 0 ? (
              <EmptyState
                icon={<IconSearchOff size={40} stroke={1.2} />}
                title={t('audit.empty')}
                hint={t('audit.emptyHint')}
              />
            ) : (
              <AuditTable rows={page.data.rows} />
            ))}
        </div>
        <Group className={classes.foot} justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed">
            {t('audit.noNames')}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={14} />}
              disabled={!page.data || page.data.rows.length === 0}
              onClick={() => void takeOut()}
              data-export
            >
              {t(exported.from === null ? 'audit.export' : 'audit.exportOlder')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={pages.length === 0}
              onClick={newer}
              title="Alt+PageUp"
              data-newer
            >
              {t('audit.newer')}
            </Button>
            <Text size="sm" className="tabular" data-page>
              {t('audit.page', { page: pages.length + 1 })}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              disabled={page.data?.next == null}
              onClick={older}
              title="Alt+PageDown"
              data-older
            >
              {t('audit.older')}
            </Button>
          </Group>
        </Group>
      </section>
    </div>
  );
}
