using Bridges.Abstractions;

namespace Bridges.Telegram.Login;

/// <summary>The ways to log in.</summary>
internal static class LoginFlows
{
    public static LoginFlow Phone { get; } = new(
        "phone", "Phone number", "Log in with the account's phone number and the code that Telegram sends to your other devices.");

    public static LoginFlow Qr { get; } = new("qr", "QR code", "Scan a QR code with a phone on which Telegram is logged in.");

    public static LoginFlow Bot { get; } = new("bot", "Bot token", "Log in as a bot with the token that @BotFather gave you.");

    public static IReadOnlyList<LoginFlow> All { get; } = [Phone, Qr, Bot];
}
