using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Login;

/// <summary>What to ask the user for in each of TDLib's authorization states.</summary>
internal static class LoginQuestions
{
    public const string Phone = "phone";
    public const string Code = "code";
    public const string Password = "password";
    public const string Token = "token";

    /// <returns>The question; null where the state asks for nothing that can be typed.</returns>
    /// <exception cref="BridgeException">The login cannot go on here.</exception>
    public static LoginStep? For(JsonElement state, LoginFlow flow, string? problem) => state.Type() switch
    {
        "authorizationStateWaitPhoneNumber" when flow == LoginFlows.Bot => new LoginStep.Input(
            "Send the bot's token. It looks like 123456:ABC… and comes from @BotFather.",
            [new LoginField(Token, "Bot token", LoginFieldKind.Token, IsSecret: true)],
            problem),
        "authorizationStateWaitPhoneNumber" => new LoginStep.Input(
            "Send the phone number of your Telegram account, with the country code: +49…",
            [new LoginField(Phone, "Phone number", LoginFieldKind.PhoneNumber, IsSecret: true)],
            problem),
        "authorizationStateWaitCode" => new LoginStep.Input(
            $"Send the code that Telegram has sent you {Channel(state.Object("code_info")?.Object("type"))}.",
            [new LoginField(Code, "Code", LoginFieldKind.OneTimeCode, IsSecret: true)],
            problem),
        "authorizationStateWaitEmailCode" => new LoginStep.Input(
            $"Send the code that Telegram has sent to your e-mail address {state.Object("code_info")?.Text("email_address_pattern")}.",
            [new LoginField(Code, "Code", LoginFieldKind.OneTimeCode, IsSecret: true)],
            problem),
        "authorizationStateWaitPassword" => new LoginStep.Input(
            Hint(state.Text("password_hint")),
            [new LoginField(Password, "Password", LoginFieldKind.Password, IsSecret: true)],
            problem),
        "authorizationStateWaitOtherDeviceConfirmation" => new LoginStep.Display(
            "In Telegram on your phone, open Settings, Devices, Link Desktop Device, and scan this code.", state.Text("link")),
        "authorizationStateWaitRegistration" => throw BridgeException.Permanent(
            "There is no Telegram account with this number. Sign up with one of Telegram's own apps, then log in here."),
        "authorizationStateWaitEmailAddress" => throw BridgeException.Permanent(
            "Telegram wants an e-mail address for this account. Set one in one of Telegram's own apps, then log in here."),
        "authorizationStateWaitPremiumPurchase" => throw BridgeException.Permanent(
            "Telegram asks for a paid login with this number. Log in with the QR code instead."),
        _ => null,
    };

    private static string Channel(JsonElement? type) => type?.Type() switch
    {
        "authenticationCodeTypeTelegramMessage" => "in the Telegram app on your other devices",
        "authenticationCodeTypeSms" or "authenticationCodeTypeSmsWord" or "authenticationCodeTypeSmsPhrase" => "by SMS",
        "authenticationCodeTypeCall" or "authenticationCodeTypeFlashCall" or "authenticationCodeTypeMissedCall" => "by a phone call",
        "authenticationCodeTypeFragment" => "on fragment.com",
        _ => "just now",
    };

    private static string Hint(string hint) => hint.Length > 0
        ? $"Send the password of your two-step verification. Your hint: {hint}"
        : "Send the password of your two-step verification.";
}
