using Bridges.TestBeds;

namespace Bridges.Family.Tests.Stage;

/// <summary>Node.js, which opens its door to debuggers, where it is asked to, at a port that is free.</summary>
internal static class DebuggableNode
{
    /// <returns>The program.</returns>
    public static string Make(TempFolder folder)
    {
        var path = folder.Combine("node");
        File.WriteAllText(path, $"#!/bin/sh\nexec \"{InstalledParts.Node}\" --inspect-port=127.0.0.1:0 \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
