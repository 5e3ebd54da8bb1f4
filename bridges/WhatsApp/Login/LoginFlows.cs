using Bridges.Abstractions;

namespace Bridges.WhatsApp.Login;

/// <summary>The ways to link an account.</summary>
internal static class LoginFlows
{
    public static LoginFlow Qr { get; } = new("qr", "QR code", "Scan a QR code with WhatsApp on your phone.");

    public static LoginFlow Code { get; } = new("code", "Pairing code", "Type a code into WhatsApp on your phone.");

    public static IReadOnlyList<LoginFlow> All { get; } = [Qr, Code];
}
