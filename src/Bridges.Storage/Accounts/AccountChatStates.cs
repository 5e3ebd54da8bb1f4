namespace Bridges.Storage;

/// <summary>What the states have in common.</summary>
public static class AccountChatStates
{
    /// <summary>The account's owner belongs into the room, whether they are there already or on their way.</summary>
    public static bool BelongsIn(this AccountChatState state) => state is AccountChatState.InRoom or AccountChatState.ComingIn;
}
