using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bridges.Architecture.Tests.Sources;

/// <summary>Which file of a project uses what another declares.</summary>
internal static class SourceReferences
{
    public static Graph<string> OfFiles(SourceProject project)
    {
        var files = new Graph<string>();
        foreach (var tree in project.Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            files.Add(tree.FilePath);
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
            {
                foreach (var declaring in DeclaringFiles(model.GetSymbolInfo(name)))
                {
                    files.Add(tree.FilePath, declaring);
                }
            }
        }

        return files;
    }

    private static IEnumerable<string> DeclaringFiles(SymbolInfo found) =>
        (found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols).Select(DeclaringFile).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>
    /// A member is used where it is written. A type of several parts is used where it is introduced: in the file of its own name, which its
    /// other parts (<c>Type.Part.cs</c>) use and which uses none of them.
    /// </summary>
    private static string? DeclaringFile(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => null,
        INamedTypeSymbol => FilesOf(symbol).MinBy(file => file.Length),
        _ => FilesOf(symbol).FirstOrDefault() ?? (symbol.ContainingType is { } type ? DeclaringFile(type) : null),
    };

    private static IEnumerable<string> FilesOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree.FilePath);
}
