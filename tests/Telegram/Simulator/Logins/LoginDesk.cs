using System.Buffers.Text;
using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Logins;

/// <summary>What a person does with their phone while a client logs in as them, and afterwards in "active sessions".</summary>
public sealed class LoginDesk
{
    private readonly WorldState world;
    private readonly AuthorizationKeys keys;
    private readonly string code;
    private readonly List<SentCode> sentCodes = [];
    private readonly Dictionary<string, QrToken> qrTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> transfers = new(StringComparer.Ordinal);

    internal LoginDesk(WorldState world, AuthorizationKeys keys, string code)
    {
        this.world = world;
        this.keys = keys;
        this.code = code;
    }

    /// <summary>Every code that was sent, oldest first.</summary>
    public IReadOnlyList<SentCode> SentCodes => world.Read(() => sentCodes.ToArray());

    /// <summary>The content of every QR code that waits to be scanned.</summary>
    public IReadOnlyList<string> ShownQrLinks => world.Read(() => qrTokens.Values
        .Where(shown => shown.ScannedBy is null)
        .Select(shown => $"tg://login?token={Base64Url.EncodeToString(shown.Token)}")
        .ToArray());

    /// <summary>How many clients are logged in as a person.</summary>
    public int CountOf(Person person) => keys.Of(person).Count;

    /// <summary>Scans a QR code: confirms the login of the client that shows it.</summary>
    /// <param name="link">The code's content, <c>tg://login?token=…</c>, or the token alone.</param>
    /// <param name="person">Whose phone scans it.</param>
    /// <exception cref="RpcException">Nobody shows such a code any more.</exception>
    public void ScanQr(string link, Person person) => world.Change(() =>
    {
        var token = link[(link.LastIndexOf('=') + 1)..];
        return AcceptQr(Base64Url.DecodeFromChars(token), person);
    });

    /// <summary>Ends every session of a person, as from another device. Their clients learn of it when they next connect.</summary>
    public void Revoke(Person person) => world.Change(() =>
    {
        foreach (var key in keys.Of(person))
        {
            Revoke(key);
        }

        return true;
    });

    internal void Revoke(AuthorizationKey key)
    {
        key.Owner = null;
        foreach (var session in world.Sessions.Of(key))
        {
            session.Connection.Close();
        }
    }

    internal string SendCode(Person person)
    {
        sentCodes.Add(new SentCode(person, code, world.Now));
        return code;
    }

    internal string? LastCodeOf(Person person) => sentCodes.FindLast(sent => sent.Person == person)?.Code;

    internal QrToken ShowQr(AuthorizationKey key)
    {
        foreach (var old in qrTokens.Where(entry => entry.Value.Key == key && entry.Value.ScannedBy is null).ToList())
        {
            qrTokens.Remove(old.Key);
        }

        var token = new QrToken(RandomNumberGenerator.GetBytes(32), key);
        qrTokens.Add(Convert.ToHexString(token.Token), token);
        return token;
    }

    internal QrToken? ScannedOn(AuthorizationKey key) => qrTokens.Values.FirstOrDefault(token => token.Key == key && token.ScannedBy is not null);

    /// <summary>The token, taken out of use.</summary>
    internal QrToken? Redeem(byte[] token) => qrTokens.Remove(Convert.ToHexString(token), out var redeemed) ? redeemed : null;

    internal bool AcceptQr(byte[] token, Person person)
    {
        var shown = qrTokens.GetValueOrDefault(Convert.ToHexString(token)) ?? throw RpcException.BadRequest("AUTH_TOKEN_INVALID");
        shown.ScannedBy = person;
        foreach (var session in world.Sessions.Of(shown.Key).Where(session => session.ReceivesUpdates))
        {
            session.Push(new TlObject("updateShort") { ["update"] = new TlObject("updateLoginToken"), ["date"] = world.Date });
        }

        return true;
    }

    /// <summary>A one-time ticket with which a client takes its login to another data centre.</summary>
    internal byte[] StartTransfer(Person person)
    {
        var ticket = RandomNumberGenerator.GetBytes(32);
        transfers.Add(Convert.ToHexString(ticket), person);
        return ticket;
    }

    internal Person? FinishTransfer(byte[] ticket) => transfers.Remove(Convert.ToHexString(ticket), out var person) ? person : null;
}
