using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>Where a release was installed.</summary>
internal interface IInstallation
{
    /// <summary>Runs a program in it that has to succeed; returns what it printed.</summary>
    Task<string> SucceedAsync(params string[] command);

    /// <summary>Starts a program in it.</summary>
    Task<ChildProcess> StartAsync(params string[] command);

    /// <summary>Where a file of it lies for this process.</summary>
    string PathOf(string path);
}
