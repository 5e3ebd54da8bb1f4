using System.Buffers.Binary;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>A client's long-lived secret with one data centre, and who is logged in with it.</summary>
internal sealed class AuthorizationKey(byte[] key, long salt, bool temporary, DateTimeOffset created)
{
    private Person? owner;
    private Person? awaitingPassword;

    public byte[] Key => key;

    public long Id { get; } = BinaryPrimitives.ReadInt64LittleEndian(Sha1.Hash(key).AsSpan(12));

    public long Salt => salt;

    public bool Temporary => temporary;

    public DateTimeOffset Created => created;

    /// <summary>For a temporary key: the permanent one that it stands for.</summary>
    public AuthorizationKey? Permanent { get; set; }

    /// <summary>The key that lasts: itself, or the one that it stands for.</summary>
    public AuthorizationKey Lasting => Permanent ?? this;

    public Person? Owner
    {
        get => Lasting.owner;
        set => Lasting.owner = value;
    }

    /// <summary>Who has entered the phone's code and still owes the two-step password.</summary>
    public Person? AwaitingPassword
    {
        get => Lasting.awaitingPassword;
        set => Lasting.awaitingPassword = value;
    }

    /// <summary>Whether who has it wants updates: a client says so in the first seconds, and not again on its later connections.</summary>
    public bool WantsUpdates { get; set; }

    public string DeviceModel { get; set; } = "";

    public string AppVersion { get; set; } = "";
}
