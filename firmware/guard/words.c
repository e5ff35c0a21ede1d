#include "words.h"

#include "rules.h"

void vr_words_init(struct vr_words *words, struct vr_findings *findings)
{
	*words = (struct vr_words){.findings = findings, .last = {.kind = VR_SYMBOL_SPACE}};
}

const struct vr_token *vr_words_token(const struct vr_words *words, size_t back)
{
	static const struct vr_token none;
	if (back >= words->count || back >= VR_TOKENS)
		return &none;
	return &words->tokens[(words->count - 1 - back) % VR_TOKENS];
}

bool vr_words_phone_near(const struct vr_words *words)
{
	for (size_t back = 0; back < 3; back++) {
		if (vr_words_token(words, back)->sorts & VR_WORD_PHONE)
			return true;
	}
	return false;
}

static void close_token(struct vr_words *words, enum vr_symbol_kind behind)
{
	struct vr_token *open = &words->open;
	if (open->kind == VR_TOKEN_NONE)
		return;
	open->behind = behind;
	if (open->kind == VR_TOKEN_WORD && open->letters < VR_WORD_MAX)
		open->sorts = vr_word_sorts(open->word, open->letters);
	words->tokens[words->count++ % VR_TOKENS] = *open;
	*open = (struct vr_token){0};
	vr_rules_apply(words, &words->tokens[(words->count - 1) % VR_TOKENS]);
}

// Begins a token unless one of its kind is open. The open one, of kind none, has gathered what stands before.
static void open_token(struct vr_words *words, const struct vr_symbol *symbol, enum vr_token_kind kind)
{
	struct vr_token *open = &words->open;
	if (open->kind == kind)
		return;
	close_token(words, symbol->kind);
	open->kind = kind;
	open->from = symbol->from;
	open->capital = symbol->upper;
	open->zero = symbol->kind == VR_SYMBOL_DIGIT && symbol->value == 0;
	enum vr_symbol_kind before = words->last.kind;
	open->tied = before == VR_SYMBOL_LETTER || before == VR_SYMBOL_DIGIT || before == VR_SYMBOL_DASH;
	open->plus = before == VR_SYMBOL_PLUS;
}

static void feed_letter(struct vr_words *words, const struct vr_symbol *symbol)
{
	struct vr_token *open = &words->open;
	open_token(words, symbol, VR_TOKEN_WORD);
	if (open->letters < VR_WORD_MAX - 1)
		open->word[open->letters] = symbol->value < 0x80 ? (char)symbol->value : '*';
	open->letters++;
	open->capitals += symbol->upper;
	open->marked = open->marked || symbol->marked;
	open->to = symbol->to;
}

static void feed_digit(struct vr_words *words, const struct vr_symbol *symbol)
{
	struct vr_token *open = &words->open;
	open_token(words, symbol, VR_TOKEN_NUMBER);
	if (open->digits < 9)
		open->value = open->value * 10 + symbol->value;
	open->digits++;
	open->to = symbol->to;
}

static void feed_gap(struct vr_words *words, const struct vr_symbol *symbol)
{
	struct vr_token *open = &words->open;
	close_token(words, symbol->kind);
	if (symbol->kind == VR_SYMBOL_SPACE) {
		open->spaces++;
		open->apart = open->apart || words->ending;
	} else if (symbol->kind == VR_SYMBOL_DASH || symbol->kind == VR_SYMBOL_PLUS) {
		open->dashes++;
	} else if (symbol->value == '.' || symbol->value == '/') {
		open->points++;
	} else {
		open->others++;
		open->apart = open->apart || symbol->value == '!' || symbol->value == '?';
	}
}

void vr_words_feed(struct vr_words *words, const struct vr_symbol *symbol)
{
	words->steps++;
	if (symbol->kind == VR_SYMBOL_LETTER)
		feed_letter(words, symbol);
	else if (symbol->kind == VR_SYMBOL_DIGIT)
		feed_digit(words, symbol);
	else
		feed_gap(words, symbol);
	words->ending = symbol->kind == VR_SYMBOL_OTHER && symbol->value == '.';
	words->last = *symbol;
}

void vr_words_end(struct vr_words *words)
{
	close_token(words, VR_SYMBOL_SPACE);
}
