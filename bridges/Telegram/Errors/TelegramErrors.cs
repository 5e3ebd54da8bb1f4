using System.Globalization;
using Bridges.Abstractions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Errors;

/// <summary>TDLib's and the server's refusals in words for the person whose message it is about.</summary>
internal static class TelegramErrors
{
    private const string RetryAfter = "retry after ";

    /// <summary>The server's error names and the beginnings of TDLib's own texts, and what to tell of them.</summary>
    private static readonly (string Error, string Text)[] Permanent =
    [
        ("CHAT_WRITE_FORBIDDEN", "You are not allowed to write in this Telegram chat. Ask one of its administrators."),
        ("CHAT_SEND_PLAIN_FORBIDDEN", "Text messages are not allowed in this Telegram chat."),
        ("CHAT_SEND_", "Messages of this kind are not allowed in this Telegram chat."),
        ("CHAT_RESTRICTED", "This Telegram chat is restricted; nobody can write in it."),
        ("CHAT_ADMIN_REQUIRED", "Only administrators of this Telegram chat may do that."),
        ("CHAT_GUEST_SEND_FORBIDDEN", "Join this Telegram group before you write in it."),
        ("USER_ADMIN_INVALID", "You cannot do that to an administrator of this Telegram chat."),
        ("USER_CREATOR", "Nobody can do that to who made this Telegram chat."),
        ("USER_NOT_MUTUAL_CONTACT", "Telegram takes only people into this chat who have you among their contacts, too. Send them the chat's invite link instead."),
        ("USER_CHANNELS_TOO_MUCH", "This person is in as many Telegram groups as one can be."),
        ("USERS_TOO_MUCH", "This Telegram chat is full."),
        ("PHOTO_CROP_SIZE_SMALL", "The picture is too small for Telegram: it needs 160 pixels a side."),
        ("PHOTO_INVALID", "Telegram does not take this picture."),
        ("CHANNEL_PRIVATE", "This Telegram chat is private, or you are no longer in it."),
        ("USER_BANNED_IN_CHANNEL", "Telegram does not let this account write in groups and channels for now. Ask @SpamBot on Telegram why."),
        ("USER_IS_BLOCKED", "This person has blocked you, or you have blocked them."),
        ("YOU_BLOCKED_USER", "You have blocked this person on Telegram. Unblock them to write."),
        ("USER_PRIVACY_RESTRICTED", "This person's privacy settings do not allow that."),
        ("PRIVACY_PREMIUM_REQUIRED", "This person takes messages from Telegram Premium accounts only."),
        ("USER_DEACTIVATED", "This Telegram account has been deleted."),
        ("User is deactivated", "This Telegram account has been deleted."),
        ("INPUT_USER_DEACTIVATED", "This Telegram account has been deleted."),
        ("USER_DELETED", "This Telegram account has been deleted."),
        ("PEER_FLOOD", "Telegram takes this account for a sender of spam and does not let it write to strangers for now. Ask @SpamBot on Telegram."),
        ("ALLOW_PAYMENT_REQUIRED", "This chat takes paid messages only. Use a Telegram app for that."),
        ("Message is too long", "The message is too long for Telegram."),
        ("MESSAGE_TOO_LONG", "The message is too long for Telegram."),
        ("MESSAGE_EMPTY", "Telegram takes no empty messages."),
        ("Text must be non-empty", "Telegram takes no empty messages."),
        ("MESSAGE_EDIT_TIME_EXPIRED", "This message is too old to be edited on Telegram."),
        ("Message can't be edited", "This message cannot be edited on Telegram."),
        ("MESSAGE_AUTHOR_REQUIRED", "Only its author can edit a Telegram message."),
        ("MESSAGE_POLL_CLOSED", "This poll has ended."),
        ("TOPIC_CLOSED", "This topic of the Telegram group is closed. To write in another, answer a message of it."),
        ("TOPIC_DELETED", "This topic of the Telegram group has been deleted. To write in another, answer a message of it."),
        ("MESSAGE_DELETE_FORBIDDEN", "Telegram does not let you delete this message."),
        ("Message can't be deleted", "Telegram does not let you delete this message."),
        ("MESSAGE_ID_INVALID", "This message is no longer on Telegram."),
        ("Message not found", "This message is no longer on Telegram."),
        ("Chat not found", "This chat cannot be found on Telegram. You may have left it."),
        ("User not found", "This person cannot be found on Telegram."),
        ("PEER_ID_INVALID", "This chat cannot be reached on Telegram."),
        ("Have no write access to the chat", "You are not allowed to write in this Telegram chat. Ask one of its administrators."),
        ("Have no rights to send a message", "You are not allowed to write in this Telegram chat. Ask one of its administrators."),
        ("Not enough rights", "You are not allowed to do that in this Telegram chat. Ask one of its administrators."),
        ("Can't access the chat", "This Telegram chat is private, or you are no longer in it."),
        ("Bot can't initiate conversation with a user", "A bot cannot write to someone first. They have to start it on Telegram."),
    ];

    public static BridgeException Translate(TdException exception)
    {
        if (exception.Code is 429 or 420)
        {
            var wait = WaitOf(exception);
            return BridgeException.Transient($"Telegram asks to wait {InWords(wait)} before the next try.", retryAfter: wait, inner: exception);
        }

        if (exception.Code == 401)
        {
            return BridgeException.Transient("Telegram has ended this login. Log in again: say `login telegram` where you talk to the bridge's bot alone.", inner: exception);
        }

        foreach (var (error, text) in Permanent)
        {
            if (exception.Message.StartsWith(error, StringComparison.OrdinalIgnoreCase))
            {
                return BridgeException.Permanent(text, inner: exception);
            }
        }

        return exception.Code is 400 or 403 or 404 or 406
            ? BridgeException.Permanent($"Telegram refused it: {exception.Message}", inner: exception)
            : BridgeException.Transient($"Telegram has trouble just now: {exception.Message}", inner: exception);
    }

    /// <summary>Runs an action on TDLib; its refusals become failures that the host understands.</summary>
    /// <param name="whyClosed">Why nothing can be done in the chat that the action is about; null where it is open.</param>
    public static async Task<T> TranslatedAsync<T>(Func<Task<T>> action, Func<string?>? whyClosed = null)
    {
        try
        {
            return await action();
        }
        catch (TdException exception) when (ClosedChats.IsPossible(exception.Message) && whyClosed?.Invoke() is { } why)
        {
            throw BridgeException.Permanent(why, inner: exception);
        }
        catch (TdException exception)
        {
            throw Translate(exception);
        }
    }

    /// <inheritdoc cref="TranslatedAsync{T}"/>
    public static Task TranslatedAsync(Func<Task> action, Func<string?>? whyClosed = null) => TranslatedAsync(
        async () =>
        {
            await action();
            return true;
        },
        whyClosed);

    /// <summary>The wait that a flood error names, such as "Too Many Requests: retry after 30" or FLOOD_WAIT_30.</summary>
    public static TimeSpan WaitOf(TdException exception)
    {
        var at = exception.Message.IndexOf(RetryAfter, StringComparison.OrdinalIgnoreCase);
        var number = at >= 0 ? exception.Message[(at + RetryAfter.Length)..] : exception.Message[(exception.Message.LastIndexOf('_') + 1)..];
        return Seconds(number) ?? TimeSpan.FromMinutes(1);
    }

    public static string InWords(TimeSpan wait) => wait switch
    {
        { TotalSeconds: <= 90 } => $"{Math.Ceiling(wait.TotalSeconds)} seconds",
        { TotalMinutes: <= 90 } => $"{Math.Ceiling(wait.TotalMinutes)} minutes",
        _ => $"{Math.Ceiling(wait.TotalHours)} hours",
    };

    private static TimeSpan? Seconds(string number) =>
        int.TryParse(number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
