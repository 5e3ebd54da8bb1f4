namespace Bridges.SampleModule;

/// <summary>Where the module fails on purpose. <see cref="SampleOptions.Hangs"/> tells how.</summary>
public enum SampleFault
{
    None,

    /// <summary>Refuses its options.</summary>
    Options,

    /// <summary>While it is created.</summary>
    Create,

    /// <summary>While it is started.</summary>
    Start,

    /// <summary>While an account is made.</summary>
    Account,

    /// <summary>While an account is started.</summary>
    AccountStart,

    /// <summary>With each message that it is given.</summary>
    Send,

    /// <summary>The network does not answer until the account connects anew, and then only if nobody wishes that it <see cref="SampleWishes.StaysMute"/>.</summary>
    Mute,

    /// <summary>While it is told to end.</summary>
    Dispose,

    /// <summary>Reports itself unwell once it runs, and in its diagnosis.</summary>
    Health,

    /// <summary>When it is asked how it stands.</summary>
    AskedForHealth,
}
