/** A room and what is done in it, in Korean. */
import type { RefusalCode } from '../../ipc/bindings/RefusalCode';
import type { WatchEvent } from '../../ipc/bindings/WatchEvent';
import { josa } from '../josa';
import { n } from './shared';

const refusals: Record<RefusalCode, string> = {
  nothing_to_search: '찾을 말이 없어요. 책 제목을 보내 주세요.',
  too_long: '검색어가 너무 길어요. 200자까지 보낼 수 있어요.',
};

export const room = {
  room: {
    back: '목록으로',
    guide: '사용법',
    log: (library: string) => `${library} 대화`,
    practice: '체험용 자료예요. 소장 정보는 만든 것이에요.',
    greeting: (library: string) => `안녕하세요, ${library} 자료를 찾아 드려요. 책 제목을 보내 주세요.`,
    greetingPractice:
      '안녕하세요, 인터넷 없이 앱을 써 볼 수 있는 체험 도서관이에요. 소장 정보는 연습하려고 만든 것이에요. 책 제목을 보내 주세요.',
    greetingEveryone: '모든 도서관에 한 번에 물어봐요. 책 제목을 보내 주세요.',
    nothingAt: (count: number) => `${n(count)}곳에는 없어요`,
    nothingAnywhere: (count: number) => `물어본 ${n(count)}곳 모두에 없어요`,
    placeholder: '책 제목 또는 제목,출판사,저자',
    composer: '책 제목 입력',
    send: '보내기',
    me: '나',
    undelivered: '전달 대기 중',
    sending: '보내는 중',
    notSent: '보내지 못했어요.',
    sendAgain: '다시 보내기',
    discard: '지우기',
    putAside: '쓰던 글은 이 검색을 보내면 다시 나와요.',
    more: '더 보기',
    fold: '접기',
    greetingExamples: ['말의 품격', '코스모스', '컴퓨터구조론,생능,'],
    replies: {
      guide: '사용법',
      recent: '최근 검색',
      example: (text: string) => `예: ${text}`,
      recheck: '다시 확인',
      title: '다른 판 찾기',
      available: '대출가능만 보기',
      everyone: '모든 도서관에서 찾기',
    },
    examples: '빠른 답장',
    toBottom: '맨 아래로',
    newResults: (count: number) => `새 결과 ${n(count)}개`,
    unread: '여기까지 읽었어요',
    muted: '알림 꺼짐',
    loading: '대화를 불러오고 있어요.',
    alreadySearching: '같은 검색을 이미 하고 있어요.',
    refusals,
  },

  find: {
    open: '이 대화에서 찾기',
    label: '이 대화에서 찾기',
    field: '대화에서 찾을 말',
    next: '이전 대화에서 찾기',
    before: '최근 대화에서 찾기',
    close: '찾기 닫기',
    orMore: (count: number) => `${n(count)}곳 이상`,
    place: (place: number, count: number, more: boolean) =>
      `${n(count)}곳${more ? ' 이상' : ''} 중 ${n(place)}번째`,
    none: (text: string) => `이 대화에 ‘${text}’${josa(text, '이/가')} 없어요.`,
  },

  drawer: {
    open: '대화 메뉴',
    title: (name: string) => `${name} 대화 메뉴`,
    close: '닫기',
    recent: '최근 검색',
    noRecent: '아직 찾은 책이 없어요.',
    kept: '저장한 검색',
    noKept: '저장한 검색이 없어요. 검색 결과의 메뉴에서 저장해 보세요.',
    askAgain: (text: string) => `${text} 다시 찾기`,
    find: '이 대화에서 찾기',
    exportText: '대화 내보내기(텍스트)',
    exportCsv: '대화 내보내기(CSV)',
    exported: (path: string) => `대화를 저장했어요. ${path}`,
    mute: '알림 끄기',
    unmute: '알림 켜기',
    pin: '위에 고정',
    unpin: '고정 풀기',
    home: '누리집 열기',
    clear: '대화 비우기',
    leave: '나가기',
    cleared: '대화를 비웠어요. 보관한 책과 알림은 그대로예요.',
    left: '대화에서 나왔어요.',
    ask: {
      cancel: '취소',
      clear: {
        title: (name: string) => `${name} 대화를 비울까요?`,
        text: '이 대화의 메시지와 검색 결과가 지워지고 되돌릴 수 없어요. 보관한 책과 저장한 검색, 받기로 한 알림은 그대로 있어요.',
        do: '비우기',
      },
      leave: {
        title: (name: string) => `${name} 대화에서 나갈까요?`,
        text: '대화가 지워지고 목록에서 사라져요. 보관한 책과 저장한 검색, 받기로 한 알림은 그대로 있고, 친구에서 다시 대화할 수 있어요.',
        do: '나가기',
      },
    },
  },

  guide: {
    lead: '책 제목만 보내면 돼요.',
    exact: '더 정확히 찾으려면 쉼표로 나눠 보내세요.',
    fields: '제목,출판사,저자',
    isbn: 'ISBN 13자리도 보낼 수 있어요.',
    hint: '예를 누르면 입력란에 채워져요.',
    example: '예)',
    titles: ['말의 품격'],
    parts: ['컴퓨터구조론,생능,', '말의품격,,이기주', ',,이기주'],
    fill: (text: string) => `${text} 입력란에 채우기`,
  },

  watch: {
    unseen: (count: string) => `새 알림 ${count}개`,
    news: {
      began: '빌릴 수 있게 되면 알려 드릴게요.',
      available: '지금 빌릴 수 있어요.',
      due_moved: '반납 예정일이 바뀌었어요.',
      reserved: '다른 분이 예약했어요.',
      unavailable: '다시 빌릴 수 없게 됐어요. 계속 지켜볼게요.',
      gone: '기다릴 책이 목록에서 사라졌어요. 다시 나타나는지 계속 확인할게요.',
      not_lent: '빌려주지 않는 책이에요. 도서관에서만 볼 수 있어요.',
      back: '목록에 다시 나타났어요.',
      unreadable: '소장 정보를 며칠째 읽지 못했어요. 계속 확인할게요.',
      expired: '알림 기간이 끝났어요.',
    } satisfies Record<WatchEvent, string>,
  },
};
