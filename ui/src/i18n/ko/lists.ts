/** The lists of libraries and chats, in Korean. */
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import { n } from './shared';

/** Why a library did not answer, in a word. */
const reasons: Record<ErrorCode, string> = {
  network: '접속되지 않음',
  timeout: '응답 없음',
  tls: '보안 인증서 문제',
  upstream: '점검 중',
  blocked: '요청이 막힘',
  log_in: '로그인 필요',
  error_page: '오류 화면',
  cut_page: '답이 끊김',
  layout_unknown: '화면이 바뀜',
  decode: '읽지 못하는 글자',
  too_large: '답이 너무 큼',
  no_address: '주소 모름',
  crashed: '앱 문제',
};

export const lists = {
  friends: {
    title: '친구',
    mine: '내 도서관',
    unconfirmed: '아직 확인하지 못한 도서관',
    friendStatus: '소장 자료 검색',
    practiceStatus: '체험용 자료 · 만든 소장 정보',
    unconfirmedStatus: '아직 대화할 수 없어요',
    profile: '도서관 정보',
    unconfirmedText:
      '이 도서관의 누리집을 앱이 제대로 읽는지 아직 확인하지 못했어요. 확인될 때까지는 대화할 수 없어요.',
    home: '누리집',
    noHome: '기록된 누리집이 없어요.',
    close: '닫기',
    find: '도서관 찾기',
    notFound: (text: string) => `‘${text}’ 도서관을 찾지 못했어요.`,
    request: '도서관 추가 요청',
    about: (name: string) => `${name} 정보`,
    everyone: '모든 도서관',
    everyoneStatus: (count: number) => `도서관 ${n(count)}곳에 한 번에 물어볼 수 있어요`,
    today: '오늘',
    connected: (day: string) => `연결됨 · ${day} 확인`,
    notConnected: (reason: string) => `연결 안 됨 · ${reason}`,
    reasons,
  },

  chats: {
    title: '채팅',
    find: '대화와 도서관 찾기',
    empty: '아직 대화가 없어요.',
    emptyNext: '도서관을 골라 책 제목을 보내 보세요.',
    choose: '도서관 고르기',
    failed: '찾지 못한 검색이 있어요',
    none: '왼쪽에서 도서관을 골라 주세요.',
    noneNext: '책 제목을 보내면 소장 자료를 찾아 드려요.',
    noneKey: 'Ctrl K로 바로 찾을 수 있어요.',
    pinned: '고정됨',
    muted: '알림 꺼짐',
    markSeen: '읽음으로 표시',
    greeting: '대화를 시작했어요.',
    guide: '사용법을 알려 드렸어요.',
    searching: (what: string) => `${what} 찾는 중`,
    searchingCount: (what: string, checked: number, planned: number) =>
      `${what} 찾는 중 · ${checked}/${planned}`,
    waiting: (what: string) => `${what} 순서를 기다리는 중`,
    found: (what: string, count: number) => `${what} 결과 ${n(count)}권을 찾았어요.`,
    nothing: (what: string) => `${what} 결과가 없어요.`,
    partial: (what: string) => `${what} 일부만 확인했어요.`,
    cancelled: (what: string) => `${what} 찾기를 그만뒀어요.`,
    held: (what: string) => `${what} 찾기가 잠시 멈춰 있어요.`,
    practice: '체험용',
    by: (library: string, line: string) => `${library} · ${line}`,
  },
};
