namespace Bridges.SampleModule;

/// <summary>Where the module fails on purpose.</summary>
public enum SampleFault
{
    None,

    /// <summary>Refuses its options.</summary>
    Options,

    /// <summary>Throws while it is created.</summary>
    Create,

    /// <summary>Throws while it is started.</summary>
    Start,

    /// <summary>Reports itself unwell once it runs, and in its diagnosis.</summary>
    Health,
}
