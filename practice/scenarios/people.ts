/** The people of a fictional plain of rivers and lakes: names with their pinyin, ages, numbers, and the hospitals they go to. */
import type { Sex } from '#shared/study/kind.ts';
import type { Random } from '../random.ts';

const surnames =
  '王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 郭Guo 何He 林Lin 罗Luo 高Gao 郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 邓Deng 冯Feng 韩Han 曹Cao 彭Peng 曾Zeng 肖Xiao 田Tian 董Dong 潘Pan 袁Yuan 蔡Cai 蒋Jiang 余Yu 杜Du 叶Ye 程Cheng 魏Wei 苏Su 吕Lü 丁Ding 沈Shen 任Ren 姚Yao 卢Lu 傅Fu 钟Zhong 崔Cui 汪Wang 廖Liao 石Shi 金Jin 夏Xia 付Fu 方Fang 邹Zou 熊Xiong 白Bai 孟Meng 秦Qin 邱Qiu 江Jiang 尹Yin 薛Xue 雷Lei 龙Long 史Shi 陶Tao 贺He 毛Mao 龚Gong 邵Shao 万Wan 欧阳Ouyang';
const oldMale =
  '国Guo 建Jian 志Zhi 明Ming 德De 福Fu 贵Gui 先Xian 正Zheng 万Wan 大Da 长Chang 春Chun 金Jin 永Yong 光Guang 祥Xiang 文Wen 军Jun 才Cai 炳Bing 华Hua 生Sheng 海Hai 平Ping 新Xin 元Yuan 卫Wei 东Dong 清Qing 发Fa 义Yi';
const oldFemale =
  '秀Xiu 英Ying 桂Gui 兰Lan 珍Zhen 玉Yu 凤Feng 菊Ju 香Xiang 翠Cui 芳Fang 梅Mei 莲Lian 春Chun 腊La 银Yin 爱Ai 淑Shu 红Hong 云Yun 霞Xia 华Hua 美Mei 琴Qin 金Jin 枝Zhi 元Yuan 娥E';
const youngMale =
  '浩Hao 宇Yu 杰Jie 博Bo 轩Xuan 俊Jun 涛Tao 鹏Peng 磊Lei 强Qiang 伟Wei 超Chao 凯Kai 鑫Xin 晨Chen 文Wen 斌Bin 龙Long 飞Fei 勇Yong 毅Yi 亮Liang 子Zi 睿Rui 思Si 源Yuan 航Hang 泽Ze';
const youngFemale =
  '婷Ting 雪Xue 欣Xin 怡Yi 静Jing 敏Min 丽Li 娟Juan 燕Yan 慧Hui 佳Jia 倩Qian 璐Lu 晶Jing 颖Ying 琳Lin 雨Yu 梦Meng 涵Han 诗Shi 思Si 瑶Yao 莉Li 萍Ping 艳Yan 洁Jie 玲Ling 子Zi';

interface Syllable {
  readonly character: string;
  readonly pinyin: string;
}

const syllables = (list: string): readonly Syllable[] =>
  list.split(' ').map((entry) => {
    const split = entry.search(/[A-Z]/);
    return { character: entry.slice(0, split), pinyin: entry.slice(split) };
  });

const pool = {
  surnames: syllables(surnames),
  M: { old: syllables(oldMale), young: syllables(youngMale) },
  F: { old: syllables(oldFemale), young: syllables(youngFemale) },
};

export interface Person {
  readonly name: string;
  /** DICOM PN: alphabetic group in pinyin, ideographic group in characters. */
  readonly dicomName: string;
  readonly id: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly age: number;
}

/** Draws a person who is `youngest` to `oldest` years old at `now`. */
export function drawPerson(
  random: Random,
  now: Date,
  [youngest, oldest]: readonly [number, number],
  fixedSex?: Sex,
): Person {
  const sex = fixedSex === 'M' || fixedSex === 'F' ? fixedSex : random.chance(0.54) ? 'M' : 'F';
  const age = random.integer(youngest, oldest);
  const born = new Date(now.getTime() - (age * 365.25 + random.integer(5, 350)) * 86_400_000);
  const surname = random.pick(pool.surnames);
  const given = [random.pick(pool[sex][age >= 46 ? 'old' : 'young'])];
  if (random.chance(0.82)) given.push(random.pick(pool[sex][age >= 46 ? 'old' : 'young']));
  const givenName = given.map((syllable) => syllable.character).join('');
  const [first, ...rest] = given.map((syllable) => syllable.pinyin);
  const givenPinyin = [first, ...rest.map((part) => part.toLowerCase())].join('');
  // The ü of Lü is V in the alphabetic group, as devices type it.
  const alphabetic = `${surname.pinyin}^${givenPinyin}`.replaceAll('ü', 'v');
  return {
    name: surname.character + givenName,
    dicomName: `${alphabetic}=${surname.character}^${givenName}`,
    id: `P${now.getFullYear() % 100}${String(random.integer(0, 9_999_999)).padStart(7, '0')}`,
    sex,
    birthDate: born.toISOString().slice(0, 10),
    age: Math.max(0, Math.floor((now.getTime() - born.getTime()) / (365.25 * 86_400_000))),
  };
}

/** Township hospitals of the fictional region, modelled on a county-level city of the Jianghan plain. */
export const hospitals = [
  '长堤镇卫生院',
  '芦湖镇卫生院',
  '通津河镇中心卫生院',
  '白鹭洲镇卫生院',
  '沙咀镇中心卫生院',
  '杨柳垸镇卫生院',
  '三汊口镇卫生院',
  '荷塘镇卫生院',
] as const;

const wards = ['急诊科', '内科门诊', '外科门诊', '内一科', '全科门诊', '发热门诊'] as const;

/** A bedside telephone; the numbers belong to a block that is not given out. */
export function drawPhone(random: Random): string {
  return `0728-555${String(random.integer(0, 9999)).padStart(4, '0')}(${random.pick(wards)})`;
}
