using Bridges.Telegram.Errors;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Login;

/// <summary>Why an entry was not taken, in words.</summary>
internal static class LoginProblems
{
    public const string CodeExpired = "PHONE_CODE_EXPIRED";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["PHONE_NUMBER_INVALID"] = "That is no phone number that Telegram knows. Write it with the country code, such as +49 151 23456789.",
        ["PHONE_NUMBER_BANNED"] = "Telegram has banned this phone number.",
        ["PHONE_NUMBER_FLOOD"] = "Telegram has sent too many codes to this number. Try again tomorrow, or log in with the QR code.",
        ["PHONE_NUMBER_UNOCCUPIED"] = "There is no Telegram account with this number.",
        ["PHONE_PASSWORD_FLOOD"] = "There were too many logins with this number. Try again tomorrow.",
        ["PHONE_CODE_INVALID"] = "That is not the code that Telegram has sent. Look again and send it once more.",
        ["PHONE_CODE_EMPTY"] = "Send the code, with its digits only.",
        [CodeExpired] = "That code has expired. Telegram has sent a new one.",
        ["EMAIL_CODE_INVALID"] = "That is not the code in the e-mail. Look again and send it once more.",
        ["PASSWORD_HASH_INVALID"] = "That is not the password of your two-step verification.",
        ["ACCESS_TOKEN_INVALID"] = "That is no token of a bot. Ask @BotFather for it again.",
        ["ACCESS_TOKEN_EXPIRED"] = "That token is no longer valid. Ask @BotFather for the new one.",
        ["API_ID_INVALID"] = "Telegram does not know the bridge's api_id and api_hash. The admin has to correct them in the configuration.",
        ["API_ID_PUBLISHED_FLOOD"] = "Telegram has blocked the bridge's api_id. The admin needs one of their own from https://my.telegram.org/apps.",
    };

    public static string Describe(TdException exception) =>
        exception.Code is 429 or 420 || exception.Message.StartsWith("FLOOD_WAIT_", StringComparison.Ordinal)
            ? $"Telegram asks to wait {TelegramErrors.InWords(TelegramErrors.WaitOf(exception))} before the next try."
            : Texts.GetValueOrDefault(exception.Message) ?? $"Telegram did not take that: {exception.Message}";
}
