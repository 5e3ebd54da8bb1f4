using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Logins;

/// <summary>What a QR code shows: a token for the client that shows it, and who has scanned it.</summary>
internal sealed record QrToken(byte[] Token, AuthorizationKey Key)
{
    public Person? ScannedBy { get; set; }
}
