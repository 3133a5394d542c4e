/** Failures of saving measurements, key images and views (journey step 8). */
export const marksFailures = {
  'marks-empty': {
    'zh-CN': {
      message: '没有可保存的测量、人工校准、关键图像或显示状态',
      remedy: '请先测量、标记关键图像(G)或调整显示,再保存。',
    },
    en: {
      message: 'There is no measurement, calibration, key image or view to save',
      remedy: 'Measure, mark a key image (G) or change the view first, then save.',
    },
  },
  'marks-foreign': {
    'zh-CN': {
      message: '这不是该检查的测量、关键图像或显示状态',
      remedy: '请重新打开该检查,再次保存标记。',
    },
    en: {
      message: 'This is no measurement, key image or view of the study',
      remedy: 'Open the study again and save the marks once more.',
    },
  },
} as const;
