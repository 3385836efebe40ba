/** The frame of the page: where one goes, what is said for a moment, in Korean. */
import { josa } from '../josa';
import { n } from './shared';

export const frame = {
  nav: {
    label: '주요 화면',
    friends: '친구',
    chats: '채팅',
    unseen: (count: string) => `새로 끝난 검색 ${count}개`,
    news: (count: string) => `새 소식 ${count}개`,
    saved: '보관함',
    jobs: '작업',
    settings: '설정',
    more: '더보기',
    running: (count: string) => `진행 중인 검색 ${count}개`,
    back: '뒤로',
    failed: '열지 못한 화면',
    notLoaded: '이 화면을 열지 못했어요. 대화는 그대로예요.',
    notLoadedNext: '다시 시도해도 열리지 않으면 앱을 닫고 다시 열어 주세요.',
  },

  palette: {
    label: '바로 가기',
    field: '도서관, 대화, 최근에 찾은 말',
    goals: '갈 수 있는 곳',
    kinds: { room: '대화', library: '도서관', asked: '최근 검색', kept: '저장한 검색' },
    none: (text: string) =>
      `‘${text}’${josa(text, '과/와')} 맞는 도서관이나 최근에 찾은 말이 없어요. 더 오래된 것은 그 대화 안에서 찾을 수 있어요.`,
  },

  layout: {
    list: '목록 너비',
    pane: '오른쪽 칸 너비',
    width: (pixels: number) => `${n(pixels)}픽셀`,
  },

  crash: {
    what: '화면에 문제가 생겼어요. 대화는 안전해요.',
    reopen: '다시 열기',
    copy: '오류 복사',
    copied: '오류를 복사했어요.',
    notCopied: '오류를 복사하지 못했어요.',
  },

  notice: { close: '닫기' },

  announce: {
    by: (library: string, sentence: string) => `${library}, ${sentence}`,
    sent: (text: string) => `${text} 보냈어요.`,
    started: (what: string) => `${what} 찾기 시작했어요.`,
  },
};
