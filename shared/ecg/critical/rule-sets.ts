/** Critical ECG rules as versioned data, each published list for itself: they contradict each other, and the hospital chooses. */

export interface RuleSet {
  readonly ruleSet: 'zhejiang' | 'shanxi' | 'national-2017';
  readonly version: string;
  readonly source: string;
  /** Each threshold: `at least` includes its value, `above`/`below` do not. null: the list has no such rule, or its wording could not be checked. */
  readonly pauseAtLeastMs: number | null;
  readonly slow: { readonly bpm: number; readonly inclusive: boolean } | null;
  readonly svtAtLeastBpm: number | null;
  readonly fibrillationAtLeastBpm: number | null;
  /** How long the fast rhythm must last, s. */
  readonly fastSeconds: number;
  readonly vtAtLeastBpm: number;
  readonly vtSeconds: number;
  readonly qtcAtLeastMs: number | null;
  /** Shortest RR in pre-excited fibrillation. */
  readonly preexcited: { readonly rrMs: number; readonly inclusive: boolean } | null;
  /** ST in limb leads and V4-V6 (at least), and in V1-V3. */
  readonly st: { readonly limbMv: number; readonly chestMv: number; readonly chestInclusive: boolean } | null;
}

export const ruleSets: readonly RuleSet[] = [
  {
    ruleSet: 'zhejiang',
    version: 'trial',
    source: '浙江省心电图危急值标准(试用版),浙江省医学会心电生理与起搏分会无创心电学组',
    pauseAtLeastMs: 3000,
    slow: { bpm: 35, inclusive: false },
    svtAtLeastBpm: 230,
    fibrillationAtLeastBpm: 180,
    fastSeconds: 0,
    vtAtLeastBpm: 150,
    vtSeconds: 30,
    qtcAtLeastMs: null,
    preexcited: { rrMs: 250, inclusive: false },
    st: { limbMv: 0.1, chestMv: 0.3, chestInclusive: false },
  },
  {
    ruleSet: 'shanxi',
    version: '2017-trial',
    source: '山西省心电图危急值报警标准(试行),实用心电学杂志 2017(5)',
    pauseAtLeastMs: null,
    slow: null,
    svtAtLeastBpm: 180,
    fibrillationAtLeastBpm: 180,
    fastSeconds: 30,
    vtAtLeastBpm: 100,
    vtSeconds: 30,
    qtcAtLeastMs: null,
    preexcited: { rrMs: 250, inclusive: true },
    st: { limbMv: 0.1, chestMv: 0.3, chestInclusive: true },
  },
  {
    ruleSet: 'national-2017',
    version: '2017-unverified',
    source: '心电图危急值 2017 中国专家共识(数字凭公开转述,未与原文核对)',
    pauseAtLeastMs: 5000,
    slow: { bpm: 35, inclusive: true },
    svtAtLeastBpm: 200,
    fibrillationAtLeastBpm: null,
    fastSeconds: 0,
    vtAtLeastBpm: 150,
    vtSeconds: 30,
    qtcAtLeastMs: 550,
    preexcited: null,
    st: null,
  },
];
