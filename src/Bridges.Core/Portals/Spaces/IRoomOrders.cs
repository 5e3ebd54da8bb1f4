using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Portals.Spaces;

/// <summary>Makes rooms in their chats' own lanes.</summary>
internal interface IRoomOrders
{
    /// <summary>Asks for a chat's room with the account's owner in it, as a message there would; completes when that is on disk.</summary>
    Task OrderAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken);
}
