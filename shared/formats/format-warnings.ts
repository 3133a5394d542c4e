/** Journey step 2: what was odd about bytes that could be read all the same. The codes are stable. */
import type { Language } from '../failure.ts';

export const warningSentences = {
  'file-cut': { 'zh-CN': '文件不完整:末尾缺失', en: 'The file is cut short' },
  'data-set-damaged': {
    'zh-CN': '数据集中途损坏,只读取了前面部分',
    en: 'The data set is damaged; its first part was read',
  },
  'sequence-damaged': { 'zh-CN': '一个序列已损坏,已跳过', en: 'A damaged sequence was stepped over' },
  'preamble-missing': { 'zh-CN': '缺少 DICOM 前导', en: 'The DICOM preamble is missing' },
  'meta-missing': { 'zh-CN': '缺少文件元信息', en: 'The file meta information is missing' },
  'meta-length-missing': {
    'zh-CN': '缺少元信息长度',
    en: 'The length of the file meta information is missing',
  },
  'leading-bytes': { 'zh-CN': '数据集前有多余字节', en: 'There are stray bytes before the data set' },
  'trailing-bytes': { 'zh-CN': '数据集后有填充字节', en: 'There are padding bytes after the data set' },
  'transfer-syntax-missing': {
    'zh-CN': '未声明传输语法,已从数据判断',
    en: 'No transfer syntax is declared; it was found from the data',
  },
  'transfer-syntax-mismatch': {
    'zh-CN': '传输语法与数据不符,已按数据读取',
    en: 'The transfer syntax does not fit the data; the data were followed',
  },
  'transfer-syntax-unknown': { 'zh-CN': '未知的传输语法', en: 'The transfer syntax is not known' },
  'item-delimiter-missing': { 'zh-CN': '缺少条目结束符', en: 'An item delimiter is missing' },
  'delimiter-misplaced': { 'zh-CN': '多余的结束符', en: 'A delimiter is misplaced' },
  'value-representation-invalid': { 'zh-CN': '存在无效的 VR', en: 'A value representation is not valid' },
  'elements-out-of-order': { 'zh-CN': '元素次序错误', en: 'Elements are out of order' },
  'public-element-unknown-vr': { 'zh-CN': '标准元素以 UN 存储', en: 'Standard elements are stored as UN' },
  'sequence-in-unknown-vr': { 'zh-CN': '序列以 UN 存储', en: 'A sequence is stored as UN' },
  'value-invalid': { 'zh-CN': '存在无效的值', en: 'A value is not valid' },
  'identity-missing': {
    'zh-CN': '缺少检查、序列或实例标识',
    en: 'The study, series or instance identifier is missing',
  },
  'identity-invalid': {
    'zh-CN': '检查、序列或实例标识不是有效的 UID',
    en: 'The study, series or instance identifier is no valid UID',
  },
  'patient-missing': { 'zh-CN': '缺少患者姓名和编号', en: 'The patient has neither name nor id' },
  'charset-empty': { 'zh-CN': '字符集声明为空', en: 'The declared character set is empty' },
  'charset-undeclared': {
    'zh-CN': '未声明字符集,编码已判断',
    en: 'No character set is declared; the encoding was found from the text',
  },
  'charset-corrected': {
    'zh-CN': '编码已修正:文字与声明的字符集不符',
    en: 'The encoding was corrected: the text is not in the declared character set',
  },
  'charset-unknown': { 'zh-CN': '未知的字符集', en: 'The declared character set is not known' },
  'text-undecodable': { 'zh-CN': '部分文字无法解码', en: 'Some text cannot be decoded' },
  'text-neutralised': {
    'zh-CN': '文字含控制字符、隐形字符或过长,显示时已去除',
    en: 'Text held control or invisible characters, or was too long; they are not shown',
  },
  'rows-missing': { 'zh-CN': '缺少图像行数或列数', en: 'The rows or columns of the image are missing' },
  'pixel-data-missing': { 'zh-CN': '缺少像素数据', en: 'The pixel data is missing' },
  'pixel-data-short': { 'zh-CN': '像素数据不足', en: 'The pixel data is too short' },
  'frames-missing': { 'zh-CN': '帧数不足', en: 'There are fewer frames than declared' },
  'pixel-representation-mismatch': {
    'zh-CN': '压缩码流与文件头的符号位不符,已按文件头显示',
    en: 'The codestream and the header differ in sign; the header is followed',
  },
  'jpeg-colour-unmarked': {
    'zh-CN': 'JPEG 未标明颜色变换,按文件头为 RGB',
    en: 'The JPEG stream does not mark its colour transform; the header says RGB',
  },
  'fragment-holds-delimiter': {
    'zh-CN': '压缩码流内含序列结束符,图像可能损坏',
    en: 'A sequence delimiter lies inside the compressed stream; the picture may be damaged',
  },
  'pixel-spacing-missing': {
    'zh-CN': '没有像素间距,仅可在标定区域内测量',
    en: 'There is no pixel spacing; measure only inside calibrated regions',
  },
  'content-missing': { 'zh-CN': '缺少内容', en: 'The content is missing' },
  'directory-invalid': { 'zh-CN': 'DICOMDIR 目录记录有误', en: 'The records of the DICOMDIR are not valid' },
  'pdf-active-content': {
    'zh-CN': 'PDF 含脚本、附件或外部动作,均不会执行',
    en: 'The PDF holds scripts, attachments or actions; none is ever run',
  },
  'pdf-encrypted': { 'zh-CN': 'PDF 已加密', en: 'The PDF is encrypted' },
  'mime-mismatch': {
    'zh-CN': '封装文档的内容与声明的类型不符',
    en: 'The encapsulated document is not of the type it declares',
  },
  'picture-only': {
    'zh-CN': '图片或文档:其上无法自动测量',
    en: 'A picture or document: nothing on it can be measured',
  },
  'no-waveform': { 'zh-CN': '文件不含心电波形', en: 'The file has no ECG waveform' },
  'waveform-short': {
    'zh-CN': '心电采样点少于文件声明的数量',
    en: 'There are fewer samples than the file promises',
  },
  'waveform-checksum': {
    'zh-CN': '心电数据校验和不符,波形可能损坏',
    en: 'The checksum of the samples does not fit; the curve may be damaged',
  },
  'checksum-mismatch': {
    'zh-CN': '文件头或文字部分的校验和不符',
    en: 'The checksum of a part other than the curve does not fit',
  },
  'section-damaged': {
    'zh-CN': '一个段落损坏,其后内容未读取',
    en: 'A section is damaged; what follows in it was not read',
  },
  'samples-thinned': {
    'zh-CN': 'QRS 之外的波形以较低采样率保存,已插值',
    en: 'Between the QRS complexes the curve was stored at a lower rate; it is interpolated',
  },
  'recording-not-closed': {
    'zh-CN': '记录未正常结束,长度按文件大小推算',
    en: 'The recording was never closed; its length follows from the size of the file',
  },
  'recording-interrupted': {
    'zh-CN': '记录有中断,各段分别显示',
    en: 'The recording is interrupted; each stretch is shown by itself',
  },
  'annotations-interrupted': {
    'zh-CN': '心搏标注中断,其后标注未采用',
    en: 'The beat annotations are interrupted; those after the pause are left out',
  },
  'annotations-cut': { 'zh-CN': '心搏标注文件不完整', en: 'The annotation file is cut short' },
  'annotations-only': {
    'zh-CN': '文件只有心搏标注,没有波形',
    en: 'The file holds beat annotations, no waveform',
  },
  'signal-file-missing': {
    'zh-CN': '缺少同一记录的信号文件',
    en: 'A signal file of the record is not beside it',
  },
  'gain-assumed': {
    'zh-CN': '记录未定标,幅度按每毫伏 200 计',
    en: 'The record is not calibrated; amplitudes assume 200 per mV',
  },
  'lead-off': { 'zh-CN': '设备标记有导联脱落', en: 'The device marks a lead as off' },
} as const satisfies Record<string, Record<Language, string>>;

export type WarningCode = keyof typeof warningSentences;

const knownCodes = Object.keys(warningSentences) as WarningCode[];

export interface FormatWarning {
  readonly code: WarningCode;
  readonly message: string;
}

/** The warnings of a set of codes, in the order of the table; codes it does not know are left out. */
export function formatWarnings(codes: ReadonlySet<string>, language: Language = 'zh-CN'): FormatWarning[] {
  if (codes.size === 0) return [];
  return knownCodes
    .filter((code) => codes.has(code))
    .map((code) => ({ code, message: warningSentences[code][language] }));
}
