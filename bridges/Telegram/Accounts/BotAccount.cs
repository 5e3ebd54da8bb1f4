namespace Bridges.Telegram.Accounts;

/// <summary>A bot's account. Telegram lets bots neither list chats nor read history, so nothing lost can be looked up.</summary>
internal sealed class BotAccount(AccountParts parts) : TelegramAccount(parts);
