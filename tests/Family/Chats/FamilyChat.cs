using Bridges.Family.Tests.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Family.Tests.Chats;

/// <summary>One chat of the family: somebody is on the network, somebody else on Matrix, and both write.</summary>
/// <param name="members">Who writes into its room on Matrix; the first one watches it.</param>
internal abstract class FamilyChat(IReadOnlyList<MatrixMember> members)
{
    public abstract string Name { get; }

    /// <summary>The relative on the network, as Matrix knows them.</summary>
    public abstract string Ghost { get; }

    /// <summary>Its room, once the first message has come.</summary>
    public string Room { get; private set; } = "";

    public IReadOnlyList<MatrixMember> Members => members;

    /// <summary>What was said on the network, in order.</summary>
    public List<Said> ToMatrix { get; } = [];

    /// <summary>What was said on Matrix, in order.</summary>
    public List<Said> ToNetwork { get; } = [];

    /// <summary>Logs in where that is needed.</summary>
    public abstract Task OpenAsync(CancellationToken cancellation);

    /// <summary>The first message: its room is there afterwards, with everybody in it.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var text = NextText();
        await SayThereAsync(text, picture: null);
        ToMatrix.Add(new Said(text, Ghost, Picture: null));
        Room = (await members[0].User.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == text, FamilyStage.Patience, cancellation)).RoomId;
        // Whoever is brought in a moment later sees what is said from then on.
        foreach (var member in members.Skip(1))
        {
            await member.User.WaitForJoinAsync(Room, member.User.UserId, FamilyStage.Patience, cancellation);
        }
    }

    public async Task NetworkSaysAsync(byte[]? picture)
    {
        var text = NextText();
        ToMatrix.Add(new Said(text, Ghost, picture));
        await SayThereAsync(text, picture);
    }

    public async Task MatrixSaysAsync(MatrixMember member, byte[]? picture, CancellationToken cancellation)
    {
        var text = $"[{Name} m{ToNetwork.Count + 1}] from {member.User.UserId}";
        ToNetwork.Add(new Said(text, member.User.UserId, picture));
        await member.SayAsync(Room, text, picture, cancellation);
    }

    /// <summary>What the relative's device shows of what was said on Matrix, in order.</summary>
    public abstract Task<IReadOnlyList<SeenThere>> ReadThereAsync();

    protected abstract Task SayThereAsync(string text, byte[]? picture);

    private string NextText() => $"[{Name} n{ToMatrix.Count + 1}] from the network";
}

/// <summary>A message that was said.</summary>
/// <param name="Author">As Matrix knows them.</param>
/// <param name="Picture">The picture under which the text stands as caption, or null.</param>
internal sealed record Said(string Text, string Author, byte[]? Picture);

/// <summary>A message as a device of the network shows it.</summary>
/// <param name="Size">How many bytes its picture has; null where it has none.</param>
internal sealed record SeenThere(string Text, long? Size);
