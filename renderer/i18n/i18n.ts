/** Sets up the words of the window: one file per area under `words/`, zh-CN first. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { allWords } from './all-words.ts';

export function startWords(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {
      'zh-CN': { translation: allWords['zh-CN'] },
      en: { translation: allWords.en },
    },
  });
  document.documentElement.lang = language;
}

export function changeLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
