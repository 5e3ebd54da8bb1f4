namespace Bridges.Telegram.Td;

/// <summary>How a client stands, at the moment of asking.</summary>
internal interface ITdCondition
{
    /// <summary>It is logged in and has not ended.</summary>
    bool IsLoggedIn { get; }

    /// <summary>Type name of TDLib's connection state; empty before the first.</summary>
    string ConnectionState { get; }
}
