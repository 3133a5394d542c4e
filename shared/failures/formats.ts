/** Failures of recognising and reading bytes from outside (journey step 2). */
export const formatFailures = {
  'format-unknown': {
    'zh-CN': { message: '无法识别文件格式', remedy: '请确认文件是 DICOM 图像或心电图。' },
    en: {
      message: 'The file format is not recognised',
      remedy: 'Make sure the file is a DICOM image or an ECG.',
    },
  },
  'file-empty': {
    'zh-CN': { message: '文件为空', remedy: '请重新导出后再发送。' },
    en: { message: 'The file is empty', remedy: 'Export it again, then send.' },
  },
  'file-too-large': {
    'zh-CN': { message: '文件过大({size} 字节,上限 {limit})', remedy: '请分开发送,或联系管理员提高上限。' },
    en: {
      message: 'The file is too large ({size} bytes, limit {limit})',
      remedy: 'Send it in parts, or ask the administrator to raise the limit.',
    },
  },
  'dicom-damaged': {
    'zh-CN': { message: 'DICOM 文件损坏:{detail}', remedy: '请在设备上重新发送该图像。' },
    en: { message: 'The DICOM file is damaged: {detail}', remedy: 'Send the image again from the device.' },
  },
  'dicom-too-deep': {
    'zh-CN': { message: 'DICOM 序列嵌套超过 {limit} 层', remedy: '文件被拒绝;请联系设备厂商。' },
    en: {
      message: 'DICOM sequences are nested deeper than {limit}',
      remedy: 'The file is refused; contact the device vendor.',
    },
  },
  'dicom-identity-missing': {
    'zh-CN': { message: 'DICOM 文件缺少 {field}', remedy: '请在设备上补全后重新发送。' },
    en: { message: 'The DICOM file has no {field}', remedy: 'Complete it on the device and send again.' },
  },
  'transfer-syntax-unsupported': {
    'zh-CN': { message: '不支持的传输语法 {uid}', remedy: '请让设备改用受支持的压缩方式重新发送。' },
    en: {
      message: 'The transfer syntax {uid} is not supported',
      remedy: 'Let the device send again with a supported compression.',
    },
  },
  'no-pixel-data': {
    'zh-CN': { message: '该对象不含像素数据', remedy: '这不是图像;请按其类型打开。' },
    en: { message: 'The object has no pixel data', remedy: 'It is not an image; open it as what it is.' },
  },
  'pixel-data-short': {
    'zh-CN': {
      message: '像素数据不足:需要 {expected} 字节,只有 {found} 字节',
      remedy: '请在设备上重新发送该图像。',
    },
    en: {
      message: 'The pixel data is too short: {expected} bytes needed, {found} found',
      remedy: 'Send the image again from the device.',
    },
  },
  'pixel-decode-failed': {
    'zh-CN': { message: '像素无法解码:{detail}', remedy: '请让设备改用其他压缩方式重新发送。' },
    en: {
      message: 'The pixels cannot be decoded: {detail}',
      remedy: 'Let the device send again with another compression.',
    },
  },
  'pixel-size-invalid': {
    'zh-CN': { message: '图像尺寸不合理:{detail}', remedy: '文件被拒绝显示;请在设备上重新发送。' },
    en: {
      message: 'The image size is not possible: {detail}',
      remedy: 'The image is not shown; send it again from the device.',
    },
  },
  'no-waveform': {
    'zh-CN': { message: '该文件不含心电波形', remedy: '请重新从心电图机导出。' },
    en: { message: 'The file has no ECG waveform', remedy: 'Export it again from the ECG cart.' },
  },
  'waveform-invalid': {
    'zh-CN': { message: '心电波形数据不合理:{detail}', remedy: '请重新从心电图机导出。' },
    en: { message: 'The ECG waveform is not valid: {detail}', remedy: 'Export it again from the ECG cart.' },
  },
  'ecg-too-long': {
    'zh-CN': {
      message: '记录长 {seconds} 秒,超出打印上限 {limit} 秒',
      remedy: '请在心电阅图室中查看。',
    },
    en: {
      message: 'The recording of {seconds} s is longer than the {limit} s that can be printed',
      remedy: 'Read it in the ECG room.',
    },
  },
  'waveform-cut': {
    'zh-CN': { message: '心电文件不完整:{detail} 缺失', remedy: '请重新从心电图机导出。' },
    en: { message: 'The ECG file is cut short: {detail}', remedy: 'Export it again from the ECG cart.' },
  },
  'scp-damaged': {
    'zh-CN': {
      message: 'SCP-ECG 文件损坏或不符合标准:{detail}',
      remedy: '请重新从心电图机导出,或改用 DICOM 格式。',
    },
    en: {
      message: 'The SCP-ECG file is damaged or not to the standard: {detail}',
      remedy: 'Export it again from the ECG cart, or as DICOM.',
    },
  },
  'annotations-only': {
    'zh-CN': { message: '该文件只有心搏标注,没有心电波形', remedy: '请发送同名的心电记录文件。' },
    en: {
      message: 'The file holds beat annotations, no ECG waveform',
      remedy: 'Send the recording of the same name.',
    },
  },
  'signal-file-missing': {
    'zh-CN': { message: '缺少信号文件 {name}', remedy: '请把同一记录的所有文件放在同一文件夹中。' },
    en: {
      message: 'The signal file {name} is missing',
      remedy: 'Put all files of the record into one folder.',
    },
  },
  'deflate-over-limit': {
    'zh-CN': { message: '压缩数据展开后超过上限', remedy: '文件被拒绝;请让设备以未压缩方式发送。' },
    en: {
      message: 'The deflated data is over the limit when inflated',
      remedy: 'The file is refused; let the device send uncompressed.',
    },
  },
  'xml-damaged': {
    'zh-CN': { message: 'XML 文件损坏:{detail}', remedy: '请重新从心电图机导出后再发送。' },
    en: {
      message: 'The XML file is damaged: {detail}',
      remedy: 'Export it again from the ECG cart, then send.',
    },
  },
  'xml-declarations-refused': {
    'zh-CN': { message: 'XML 文件自带实体声明,出于安全已拒绝', remedy: '请让设备导出不含 DTD 声明的文件。' },
    en: {
      message: 'The XML file declares entities of its own; for safety it is refused',
      remedy: 'Let the device export without declarations in the document type.',
    },
  },
  'xml-over-limit': {
    'zh-CN': { message: 'XML 文件超过上限({what} > {limit})', remedy: '文件被拒绝;请联系设备厂商。' },
    en: {
      message: 'The XML file is over a limit ({what} > {limit})',
      remedy: 'The file is refused; contact the device vendor.',
    },
  },
  'zip-damaged': {
    'zh-CN': { message: '压缩包损坏:{detail}', remedy: '请重新打包,或直接导入其中的文件。' },
    en: { message: 'The zip file is damaged: {detail}', remedy: 'Pack it again, or import the files in it.' },
  },
  'zip-over-limit': {
    'zh-CN': { message: '压缩包超过上限({what} > {limit})', remedy: '请分开打包,或直接导入其中的文件。' },
    en: {
      message: 'The zip file is over a limit ({what} > {limit})',
      remedy: 'Pack it in parts, or import the files in it.',
    },
  },
  'zip-member-ignored': {
    'zh-CN': { message: '未取出:{what}', remedy: '链接与加密的文件不会取出;如有需要,请解密后直接导入。' },
    en: {
      message: 'Not taken: {what}',
      remedy: 'Links and encrypted files are not taken; decrypt and import them if they are needed.',
    },
  },
  'directory-alone': {
    'zh-CN': { message: 'DICOMDIR 只是目录,其本身不含图像', remedy: '请导入它所在的整个文件夹。' },
    en: {
      message: 'A DICOMDIR is only a directory and holds no image',
      remedy: 'Import the whole folder it lies in.',
    },
  },
  'referenced-file-missing': {
    'zh-CN': { message: 'DICOMDIR 所列文件 {file} 不存在', remedy: '光盘或文件夹不完整,请重新复制。' },
    en: {
      message: 'The file {file} in the DICOMDIR is not there',
      remedy: 'The medium is not whole; copy it again.',
    },
  },
  'picture-damaged': {
    'zh-CN': { message: '图片或文档损坏({format})', remedy: '请重新导出或重新拍照后再发送。' },
    en: {
      message: 'The picture or document is damaged ({format})',
      remedy: 'Export or photograph it again, then send.',
    },
  },
  'picture-too-large': {
    'zh-CN': {
      message: '图片像素过多({rows} × {columns},上限 {limit})',
      remedy: '请以较低分辨率重新扫描或导出。',
    },
    en: {
      message: 'The picture has too many pixels ({rows} × {columns}, limit {limit})',
      remedy: 'Scan or export it with a lower resolution.',
    },
  },
  'not-a-document': {
    'zh-CN': { message: '该检查不是图片或 PDF 文档', remedy: '只有图片、PDF 可作为图片心电图送诊。' },
    en: {
      message: 'The study is no picture or PDF',
      remedy: 'Only pictures and PDFs can be sent as a picture ECG.',
    },
  },
  'ecg-not-convertible': {
    'zh-CN': {
      message: '该心电图不能转换为 {target}:{detail}',
      remedy: '请改用 --to dicom-general,或保留原文件。',
    },
    en: {
      message: 'This ECG cannot be converted to {target}: {detail}',
      remedy: 'Use --to dicom-general, or keep the original.',
    },
  },
  'format-not-read': {
    'zh-CN': {
      message: '已识别格式 {format},但本版本不能读取其波形',
      remedy: '请从心电图机导出 DICOM 格式后再发送。',
    },
    en: {
      message: 'The format {format} is recognised, but this version cannot read its waveform',
      remedy: 'Export DICOM from the ECG cart, then send it.',
    },
  },
} as const;
