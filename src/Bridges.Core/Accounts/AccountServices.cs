using Bridges.Core.CatchUp;
using Bridges.Core.Ephemeral;
using Bridges.Core.Ghosts;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>What every running account needs of the bridge.</summary>
internal sealed record AccountServices(
    Journal Journal,
    AccountStore Accounts,
    AccountChats Chats,
    GapFinder CatchUp,
    RemoteTypingNotices Typing,
    ProfileUpdates Profiles,
    AccountStateNotices StateChanges,
    ICheckpoints Checkpoints,
    TimeProvider Time);
