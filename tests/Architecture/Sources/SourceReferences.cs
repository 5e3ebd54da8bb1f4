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
        (found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols)
            .Select(candidate => candidate as INamedTypeSymbol ?? candidate.ContainingType)
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.DeclaringSyntaxReferences)
            .Select(declaration => declaration.SyntaxTree.FilePath)
            .Distinct(StringComparer.Ordinal);
}
