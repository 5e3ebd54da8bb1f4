using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>
/// People on networks, and chats and groups with them, through a user's own accounts. Where an account can be named, null means
/// the user's first on that network.
/// </summary>
/// <remarks>Throws <see cref="NoSuchAccountException"/> where the user has none, <see cref="NotSupportedException"/> where the network cannot do it.</remarks>
public interface IUserPeople
{
    /// <summary>People whose name, handle or number fits; for an empty query, the account's contacts.</summary>
    Task<IReadOnlyList<FoundPerson>> SearchAsync(UserId user, NetworkId network, AccountId? account, string query, CancellationToken cancellationToken);

    /// <summary>The person named by a number, handle, id or ghost; null where there is none.</summary>
    Task<FoundPerson?> ResolveAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken);

    /// <summary>Opens the direct chat with a person, and waits until it has a room.</summary>
    /// <returns>Null where there is no such person.</returns>
    Task<FoundPerson?> OpenChatAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken);

    /// <summary>Makes a group, and waits until it has a room.</summary>
    /// <param name="members">Ids on the network, or ghosts.</param>
    Task<MadeGroup> CreateGroupAsync(UserId user, NetworkId network, AccountId? account, string name, IReadOnlyList<string> members, CancellationToken cancellationToken);

    /// <summary>What can be done with people on a network: by the user's first account there; nothing where there is none.</summary>
    PeopleAbilities AbilitiesOf(UserId user, NetworkId network);
}
