namespace Bridges.Core.Tests.Bed;

/// <summary>What the bridge calls in a module.</summary>
public enum ModuleCall
{
    NetworkStart,
    NetworkHealth,
    NetworkDispose,
    CreateLogin,
    LoginStart,
    LoginSubmit,
    LoginDispose,
    CreateAccount,
    AccountStart,
    AccountDispose,
    Logout,
    Send,
    Edit,
    Delete,
    MarkRead,
    SendTyping,
    GetChat,
    GetUser,
    ListChats,
    ReadHistory,
    Search,
    FetchAvatar,
}
