using System.Buffers.Binary;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>A client's long-lived secret with one data centre, and who is logged in with it.</summary>
internal sealed class AuthorizationKey(byte[] key, long salt, bool temporary, DateTimeOffset created)
{
    private Person? owner;

    public byte[] Key => key;

    public long Id { get; } = BinaryPrimitives.ReadInt64LittleEndian(Sha1.Hash(key).AsSpan(12));

    public long Salt => salt;

    public bool Temporary => temporary;

    public DateTimeOffset Created => created;

    /// <summary>For a temporary key: the permanent one that it stands for.</summary>
    public AuthorizationKey? Permanent { get; set; }

    public Person? Owner
    {
        get => Permanent is null ? owner : Permanent.Owner;
        set
        {
            if (Permanent is null)
            {
                owner = value;
            }
            else
            {
                Permanent.Owner = value;
            }
        }
    }

    /// <summary>Who has entered the phone's code and still owes the two-step password.</summary>
    public Person? AwaitingPassword { get; set; }

    public string DeviceModel { get; set; } = "";

    public string AppVersion { get; set; } = "";
}
